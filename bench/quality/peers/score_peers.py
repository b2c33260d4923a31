#!/usr/bin/env python3
"""Scores files with detectors of other people, each row from itself and earlier rows alone.

  score_peers.py --list            a line per peer: its name, a tab, and what is missing for it (nothing: it can run)
  score_peers.py --peer NAME       reads lines "values<TAB>out<TAB>train rows" from standard input; values has a row per line,
                                   comma-separated numbers without header; out gets a raw score per line, higher is odder.
                                   The last line of standard output is the time within the detector, in seconds; with --measure
                                   (river-hst alone) then median and 99 % quantile of a row's time in µs and bytes per file.

Where there are train rows, what is fitted is fitted on them once; else it goes on learning. `train rows` 0 means none.
"""
import os
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
import argparse
import importlib
import math
import sys
import time
import warnings
from collections import deque

warnings.filterwarnings("ignore")


KEPT = None
TIMES = []


def river_hst(values, train):
    """river HalfSpaceTrees, 25 trees, height 8, window 250, after a running min-max scaler; one channel as a shingle of 8 values."""
    from river import anomaly, compose, preprocessing
    import numpy as np
    model = compose.Pipeline(preprocessing.MinMaxScaler(), anomaly.HalfSpaceTrees(n_trees=25, height=8, window_size=250, seed=42))
    rows, channels = values.shape
    raw = np.zeros(rows)
    last = deque(maxlen=8)
    for i in range(rows):
        if channels == 1:
            last.append(values[i, 0])
            if len(last) < 8:
                continue
            x = dict(enumerate(last))
        else:
            x = dict(enumerate(values[i]))
        begun = time.perf_counter() if KEPT is not None else 0
        raw[i] = model.score_one(x)
        if train == 0 or i < train:
            model.learn_one(x)
        if KEPT is not None:
            TIMES.append(time.perf_counter() - begun)
    if KEPT is not None:
        KEPT.append(model)
    return raw


REFIT, KEEP, SHINGLE = 250, 4000, 8


def isolation_forest(values, train):
    """scikit-learn IsolationForest, 100 trees of 256: of rows, fitted on the train rows; of shingles of 8 values of one channel,
    fitted anew every 250 rows on the last 4,000."""
    import numpy as np
    from sklearn.ensemble import IsolationForest

    def fitted(x):
        return IsolationForest(n_estimators=100, max_samples=min(256, len(x)), random_state=1).fit(x)

    rows, channels = values.shape
    raw = np.zeros(rows)
    if train > 0:
        raw[:] = -fitted(values[:train]).score_samples(values)
        return raw
    x = np.lib.stride_tricks.sliding_window_view(values, SHINGLE, axis=0).reshape(rows - SHINGLE + 1, -1)
    for at in range(REFIT, len(x), REFIT):
        model = fitted(x[max(0, at - KEEP):at])
        raw[at + SHINGLE - 1:at + SHINGLE - 1 + REFIT] = -model.score_samples(x[at:at + REFIT])
    return raw


def libspot_dspot(values, train):
    """libspot in DSPOT form: residual to a moving average of 50, both tails; -log10 of the tail's probability. One channel."""
    import libspot
    import numpy as np
    rows = len(values)
    raw = np.zeros(rows)
    warm = max(200, min(int(0.15 * rows), 700))
    last, residuals, tails, spread = deque(maxlen=50), [], None, 1.0
    for i, v in enumerate(values[:, 0]):
        if len(last) == 50:
            r = v - sum(last) / 50.0
            if tails is None:
                residuals.append(r)
                if len(residuals) >= warm - 50:
                    a = np.asarray(residuals, float)
                    spread = a.std() or 1.0
                    a = a / spread + 1e-9 * np.random.default_rng(1).standard_normal(len(a))
                    tails = [libspot.Spot(q=1e-4, low=False, discard_anomalies=True, level=0.95, max_excess=500) for _ in range(2)]
                    try:
                        tails[0].fit(a)
                        tails[1].fit(-a)
                    except Exception:
                        tails = None
                        residuals = residuals[-100:]
            else:
                p = 1.0
                for spot, y in ((tails[0], r / spread), (tails[1], -r / spread)):
                    if y > spot.excess_threshold:
                        q = spot.probability(y)
                        p = min(p, q if np.isfinite(q) and q > 0 else 1e-300)
                    spot.step(y)
                raw[i] = -math.log10(max(p, 1e-16))
        last.append(v)
    return raw


PEERS = {"river-hst": (river_hst, ["numpy", "river"]), "isolation-forest": (isolation_forest, ["numpy", "sklearn"]), "libspot-dspot": (libspot_dspot, ["numpy", "libspot"])}


def missing(modules):
    out = []
    for name in modules:
        try:
            importlib.import_module(name)
        except ImportError:
            out.append(name)
    return out


def resident():
    """Resident memory of this process in bytes, 0 where the system does not tell."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--list", action="store_true")
    ap.add_argument("--peer", choices=list(PEERS))
    ap.add_argument("--measure", action="store_true")
    a = ap.parse_args()
    global KEPT
    KEPT = [] if a.measure else None
    if a.list:
        for name, (_, modules) in PEERS.items():
            print(name + "\t" + ", ".join(missing(modules)))
        return
    import numpy as np
    spent = 0.0
    before = resident()
    for line in sys.stdin:
        places = line.rstrip("\n").split("\t")
        values = np.loadtxt(places[0], delimiter=",", ndmin=2)
        begun = time.process_time()
        raw = PEERS[a.peer][0](values, int(places[2]))
        spent += time.process_time() - begun
        np.savetxt(places[1], raw, fmt="%.9g")
    if KEPT:
        TIMES.sort()
        grown = (resident() - before) / len(KEPT)
        print(f"{spent:.3f} {TIMES[len(TIMES) // 2] * 1e6:.1f} {TIMES[int(len(TIMES) * 0.99)] * 1e6:.1f} {grown:.0f}")
    else:
        print(f"{spent:.3f}")


if __name__ == "__main__":
    main()
