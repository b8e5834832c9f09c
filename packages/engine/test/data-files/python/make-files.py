"""Writes the bars of bars.csv in every layout that the engine reads of HDF5 and pickle.

Usage: python3 make-files.py FOLDER, with pandas, tables and h5py (Debian: python3-tables,
python3-pandas, python3-h5py). The files beside this one were made by it; metadata.json says with what.
"""
import os
import pickle
import shutil
import sys

import h5py
import numpy as np
import pandas as pd

HERE = os.path.dirname(os.path.abspath(__file__))
COMPRESSIONS = ["none", "zlib", "blosc", "blosc:lz4", "blosc:zstd", "bzip2", "lzo"]
PRICES = ["open", "high", "low", "close"]


def main(folder):
    rows = pd.read_csv(os.path.join(HERE, "bars.csv"))
    ms = rows["open_time"].to_numpy()
    frame = rows.drop(columns="open_time")
    frame.index = pd.DatetimeIndex(ms.astype("datetime64[ms]"), name="open_time")
    path = lambda name: os.path.join(folder, name)

    def table(key):
        how = {"complib": "zlib", "complevel": 5}
        return {"key": key, "mode": "w", "format": "table", "index": False, **how}

    for compression in COMPRESSIONS:
        how = {} if compression == "none" else {"complib": compression, "complevel": 5}
        name = compression.replace(":", "-")
        frame.to_hdf(path(f"fixed-{name}.h5"), key="df", mode="w", format="fixed", **how)
        frame.to_hdf(
            path(f"table-{name}.h5"), key="df", mode="w", format="table", index=False, **how)

    # several blocks: times as a column, whole numbers, names in another order
    mixed = frame.reset_index()
    mixed.insert(0, "trades", np.arange(len(mixed)))
    mixed = mixed[["volume", "trades", "close", "open_time", "low", "high", "open"]]
    mixed.to_hdf(path("fixed-blocks.h5"), key="data", mode="w", format="fixed")
    mixed.to_hdf(path("table-blocks.h5"), data_columns=["close"], **table("data"))
    mixed.assign(symbol="ETHUSDT").to_hdf(path("table-text.h5"), **table("data"))
    frame.tz_localize("UTC").to_hdf(path("fixed-utc.h5"), key="df", mode="w", format="fixed")
    unnamed = frame.copy()
    unnamed.index.name = None
    unnamed.to_hdf(path("table-unnamed.h5"), **table("/eth/m1"))
    # a newer pandas keeps other units than ns
    shutil.copy(path("fixed-none.h5"), path("fixed-us.h5"))
    with h5py.File(path("fixed-us.h5"), "r+") as file:
        file["df/axis1"][:] = ms * 1000
        file["df/axis1"].attrs["kind"] = np.bytes_("datetime64[us]")

    matrix = np.column_stack([ms, *(frame[name] for name in PRICES), frame["volume"]])
    with h5py.File(path("kline-data.h5"), "w") as file:
        quote = matrix[:, 4] * matrix[:, 5]
        file["kline_data"] = np.column_stack([matrix, quote])
    with h5py.File(path("kline-named.h5"), "w") as file:
        order = [0, 2, 1, 3, 4, 5]
        how = {"compression": "gzip", "shuffle": True, "fletcher32": True}
        data = file.create_dataset("kline_data", data=matrix[:, order], **how)
        data.attrs["columns"] = ["timestamp", "high", "open", "low", "close", "volume"]
    with h5py.File(path("kline-lzf.h5"), "w") as file:
        file.create_dataset("kline_data", data=matrix, compression="lzf")
    records = np.rec.fromarrays(
        [ms // 1000, *(frame[name] for name in PRICES), frame["volume"]],
        names=["timestamp", *PRICES, "volume"])
    with h5py.File(path("records.h5"), "w") as file:
        file["bars"] = records

    # what is refused
    with h5py.File(path("refused-scaleoffset.h5"), "w") as file:
        file.create_dataset("kline_data", data=np.arange(60).reshape(10, 6), chunks=(10, 6), scaleoffset=0)
    with h5py.File(path("refused-other.h5"), "w") as file:
        file["levels"] = np.ones((3, 3))
    frame.to_hdf(path("refused-two.h5"), key="a", mode="w")
    frame.head(100).to_hdf(path("refused-two.h5"), key="b", mode="a")
    with h5py.File(path("refused-elsewhere.h5"), "w") as file:
        file["kline_data"] = h5py.ExternalLink("kline-data.h5", "/kline_data")
    frame.reset_index(drop=True).to_hdf(path("refused-no-time.h5"), key="df", mode="w", format="fixed")

    prices = [frame[name].to_numpy() for name in PRICES]
    seconds = ms // 1000
    count = len(seconds)
    bars = (seconds, *prices, count, float(seconds[0]), float(seconds[-1]))
    write = lambda name, value, protocol=4: pickle.dump(value, open(path(name), "wb"), protocol)
    for protocol in [2, 3, 4, 5]:
        write(f"bars-{protocol}.pkl", bars, protocol)
    write("bars-floats.pkl", (seconds.astype("f8"), *prices, np.int64(count), "2024-01-01", None))
    write("bars-matrix.pkl", (seconds, np.column_stack(prices), count, seconds[0], seconds[-1]))
    write("bars-columns.pkl", (seconds, np.asfortranarray(np.column_stack(prices)), count))
    write("bars-big-endian.pkl", (seconds.astype(">i8"), *(price.astype(">f8") for price in prices), count))

    write("refused-call.pkl", Call())
    write("refused-frame.pkl", frame)
    write("refused-dict.pkl", {"close": prices[3]})
    write("refused-list.pkl", [seconds, *prices])
    write("refused-times.pkl", (ms.astype("datetime64[ms]"), *prices, count))
    write("refused-lengths.pkl", (seconds, *prices[:3], prices[3][:-1], count))
    write("refused-count.pkl", (seconds, *prices, count + 1))


class Call:
    """Unpickled, it would run a command."""

    def __reduce__(self):
        return (os.system, ("echo this must never run",))


main(sys.argv[1])
