"""Writes golden.json: the statistics of luck, worked out once more, plainly, with numpy and scipy.

Run with: python3 make-golden.py > golden.json
Nothing here is shared with the engine but the formulas of the papers that its docstrings name.
"""

import itertools
import json
import math

import numpy as np
from scipy import stats

rng = np.random.default_rng(20140901)


def single(values):
    """As the engine keeps returns: rounded to single precision."""
    return np.asarray(values, dtype=np.float32).astype(np.float64)


def written(values):
    """Nine digits say which single-precision number it is."""
    return [written(one) if np.ndim(one) else float(f"{one:.9g}") for one in values]


def psr(sharpe, n, skew, kurt, benchmark):
    spread = math.sqrt(1 - skew * sharpe + (kurt - 1) / 4 * sharpe**2)
    return stats.norm.cdf((sharpe - benchmark) * math.sqrt(n - 1) / spread)


def expected_maximum(trials, variance):
    a = stats.norm.ppf(1 - 1 / trials)
    b = stats.norm.ppf(1 - 1 / (trials * math.e))
    return math.sqrt(variance) * ((1 - np.euler_gamma) * a + np.euler_gamma * b)


def track_record(sharpe, skew, kurt, benchmark, confidence):
    shape = 1 - skew * sharpe + (kurt - 1) / 4 * sharpe**2
    return 1 + shape * (stats.norm.ppf(confidence) / (sharpe - benchmark)) ** 2


def sharpe_cases():
    cases = []
    for _ in range(12):
        returns = single(rng.standard_t(5, size=int(rng.integers(40, 300))) * 0.01 + 0.0008)
        sharpe = returns.mean() / returns.std(ddof=1)
        skew, kurt = stats.skew(returns), stats.kurtosis(returns, fisher=False)
        trials, variance = int(rng.integers(2, 5000)), float(rng.uniform(1e-4, 4e-3))
        top = expected_maximum(trials, variance)
        cases.append(
            dict(
                returns=written(returns), skewness=skew, kurtosis=kurt, sharpe=sharpe,
                trials=trials, variance=variance, expectedMaximum=top,
                probabilistic=psr(sharpe, len(returns), skew, kurt, 0),
                deflated=psr(sharpe, len(returns), skew, kurt, top),
                trackRecord=track_record(sharpe, skew, kurt, sharpe - 0.03, 0.95),
            )
        )
    return cases


def cscv(matrix, blocks):
    """Rows of `matrix` are trials. As in the paper, split by split."""
    edges = [b * matrix.shape[1] // blocks for b in range(blocks + 1)]
    parts = [np.arange(edges[b], edges[b + 1]) for b in range(blocks)]
    logits, inside, outside = [], [], []
    for chosen in itertools.combinations(range(blocks), blocks // 2):
        into = np.concatenate([parts[b] for b in chosen])
        rest = np.setdiff1d(np.arange(matrix.shape[1]), into)
        first = matrix[:, into].mean(1) / matrix[:, into].std(1, ddof=1)
        second = matrix[:, rest].mean(1) / matrix[:, rest].std(1, ddof=1)
        best = int(np.argmax(first))
        omega = stats.rankdata(second)[best] / (len(matrix) + 1)
        logits.append(math.log(omega / (1 - omega)))
        inside.append(first[best])
        outside.append(second[best])
    line = stats.linregress(inside, outside)
    return dict(
        probability=float(np.mean(np.array(logits) <= 1e-12)),
        lossProbability=float(np.mean(np.array(outside) < 0)),
        slope=line.slope, intercept=line.intercept,
        meanLogit=float(np.mean(logits)), splits=len(logits),
    )


def overfitting_cases():
    cases = []
    for rows, periods, blocks in [(7, 64, 8), (12, 101, 10), (5, 130, 16)]:
        matrix = single(rng.normal(0.0005, 0.01, (rows, periods)))
        cases.append(dict(matrix=written(matrix), blocks=blocks, **cscv(matrix, blocks)))
    return cases


def resample(n, length):
    index = np.empty(n, dtype=int)
    for t in range(n):
        fresh = t == 0 or rng.random() < 1 / length
        index[t] = rng.integers(n) if fresh else (index[t - 1] + 1) % n
    return index


def kernel_variance(row, length):
    n, centred, stay = len(row), row - row.mean(), 1 - 1 / length
    total = (centred**2).sum() / n
    for i in range(1, n):
        kappa = (n - i) / n * stay**i + i / n * stay ** (n - i)
        total += 2 * kappa * (centred[: n - i] * centred[i:]).sum() / n
    return total


def superior(matrix, length, draws):
    rows, n = matrix.shape
    means = matrix.mean(1)
    deviations = np.sqrt([kernel_variance(row, length) for row in matrix])
    root = math.sqrt(n)
    indices = [resample(n, length) for _ in range(draws)]
    again = np.array([[matrix[k, index].mean() for index in indices] for k in range(rows)])
    bound = -np.sqrt(deviations**2 / n * 2 * math.log(math.log(n)))
    recentred = dict(
        lower=np.maximum(means, 0), consistent=np.where(means >= bound, means, 0), upper=means
    )
    reality = (root * (again - means[:, None])).max(0)
    statistic = max(0, (root * means / deviations).max())
    p = {"realityCheck": float(np.mean(reality >= (root * means).max()))}
    for name, g in recentred.items():
        top = np.maximum(0, (root * (again - g[:, None]) / deviations[:, None]).max(0))
        p[name] = float(np.mean(top >= statistic))
    counts = [np.bincount(index, minlength=n).tolist() for index in indices]
    return dict(
        matrix=written(matrix), blockLength=length, counts=counts,
        variances=(deviations**2).tolist(), **p,
    )


def superior_cases():
    cases = []
    for rows, n, length, edge in [(6, 50, 3.0, 0.0), (9, 64, 1.0, 0.001), (4, 41, 7.5, 0.001)]:
        matrix = single(rng.normal(edge, 0.01, (rows, n)))
        matrix[-1] = single(matrix[-1] - 0.02)
        cases.append(superior(matrix, length, 200))
    return cases


def block_length(x):
    """Politis and White (2004), corrected by Patton, Politis and White (2009)."""
    n, eps = len(x), x - x.mean()
    longest = math.ceil(min(3 * math.sqrt(n), n / 3))
    quiet = max(5, math.ceil(math.sqrt(math.log10(n))))
    lags = min(n - 1, math.ceil(math.sqrt(n)) + quiet)
    r = np.array([(eps[k:] * eps[: n - k]).sum() / n for k in range(lags + 1)])
    small = np.abs(r / r[0]) < 2 * math.sqrt(math.log10(n) / n)
    loud = next((m for m in range(lags - quiet + 1) if small[m + 1 : m + quiet + 1].all()), None)
    window = lags if loud is None else min(lags, 2 * max(1, loud))
    k = np.arange(-window, window + 1)
    share = np.abs(k) / window
    flat_top = np.where(share <= 0.5, 1, 2 * (1 - share))
    g = (flat_top * np.abs(k) * r[np.abs(k)]).sum()
    d = 2 * (flat_top * r[np.abs(k)]).sum() ** 2
    return min(longest, max(1.0, (2 * g**2 / d) ** (1 / 3) * n ** (1 / 3)))


def block_cases():
    cases = []
    for phi, n in [(0.0, 300), (0.3, 400), (0.7, 500), (-0.4, 250), (0.9, 200)]:
        x = np.zeros(n)
        for t in range(1, n):
            x[t] = phi * x[t - 1] + rng.normal()
        x = single(x)
        cases.append(dict(returns=written(x), length=block_length(x)))
    return cases


def correlation_case():
    matrix = single(rng.normal(0, 1, (8, 40)) + rng.normal(0, 1, 40))
    pairs = np.corrcoef(matrix)[np.triu_indices(8, 1)]
    return dict(matrix=written(matrix), average=float(pairs.mean()))


points = [-39, -38, -20, -8, -3.5, -1, -0.1, 0, 0.3, 1.96, 5, 7.2, 9]
shares = [1e-300, 1e-20, 1e-6, 0.01, 0.05, 0.3, 0.5, 0.6, 0.975, 0.999999]
print(
    json.dumps(
        dict(
            normal=dict(
                points=points, cdf=stats.norm.cdf(points).tolist(),
                shares=shares, quantiles=stats.norm.ppf(shares).tolist(),
            ),
            sharpe=sharpe_cases(), overfitting=overfitting_cases(), superior=superior_cases(),
            blocks=block_cases(), correlation=correlation_case(),
        )
    )
)
