"""Writes small mark, premium and funding series as pandas keeps them in HDF5.

Usage: python3 make-files.py FOLDER, with pandas and tables (Debian: python3-tables, python3-pandas).
"""
import os
import sys

import numpy as np
import pandas as pd


def main(folder):
    path = lambda name: os.path.join(folder, name)
    steps = np.arange(50)
    minutes = pd.date_range("2024-01-01", periods=50, freq="min", name="open_time")
    base = np.round(2000.12345678 + steps, 8)
    prices = {"open": base, "high": base + 1, "low": base - 1, "close": np.round(base + 0.5, 8)}
    mark = pd.DataFrame({f"mark_{name}": values for name, values in prices.items()}, index=minutes)
    flat = np.zeros(50)
    premium = pd.DataFrame(
        {"open": flat - 0.0005, "high": flat + 0.0002, "low": flat - 0.0006, "close": flat},
        index=minutes)
    settled = pd.date_range("2024-01-01", periods=4, freq="8h", name="calc_time")
    rates = {"funding_interval_hours": [8] * 4, "last_funding_rate": [0.0001, -0.0002, 0.0003, -0.0004]}
    funding = pd.DataFrame(rates, index=settled)
    for layout in ["fixed", "table"]:
        how = {"key": "df", "mode": "w", "format": layout, "complib": "zlib", "complevel": 5}
        mark.to_hdf(path(f"{layout}-mark.h5"), **how)
        premium.to_hdf(path(f"{layout}-premium.h5"), **how)
        # the times as a column in one layout, as the index in the other
        frame = funding if layout == "fixed" else funding.reset_index()
        frame.to_hdf(path(f"{layout}-funding.h5"), **how)
    mark.to_hdf(path("several.h5"), key="mark", mode="w")
    premium.to_hdf(path("several.h5"), key="premium", mode="a")


main(sys.argv[1])
