#!/usr/bin/env python3
"""Measures `tieout run` beside DuckDB on the same corpus, and prints the ratios that matter.

    run.py [--binary .build/release/tieout] [--data FOLDER] [--lines 1000000] [--runs 3] [--scale 4] [--events 0.3]

Corpora are generated into the data folder when they are missing, and DuckDB is installed into an environment of its
own there. Wall and CPU time and peak memory are those of the child process, as the kernel counts them.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from corpus import Shape
from generate import generate

HERE = Path(__file__).resolve().parent
AS_OF = "2026-11-10"
DUCKDB_VERSION = "2.0.1"

# What issue 2 asks for: the largest acceptable ratio.
TARGETS = {
    "tieout / DuckDB, time": 0.80,
    "scale, time": 4.40,
    "scale, memory": 1.25,
    "rerun / first run, time": 0.05,
}
MEMORY_TARGET_MB = 400


@dataclass(frozen=True)
class Measure:
    wall: float
    cpu: float
    peak_mb: float

    def __str__(self) -> str:
        return f"{self.wall:8.2f} s wall {self.cpu:8.2f} s CPU {self.peak_mb:8.0f} MB"


def measured(command: list[str], log: Path, accepted: tuple[int, ...] = (0,)) -> Measure:
    """Runs a command to its end; anything but an accepted exit status stops the benchmark with its output."""
    with open(log, "wb") as output:
        began = time.perf_counter()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in accepted:
        tail = log.read_text(errors="replace")[-2000:]
        sys.exit(f"{' '.join(command)}\nended with status {child.returncode}:\n{tail}")
    return Measure(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def middle(measures: list[Measure]) -> Measure:
    """The medians, each for itself."""
    return Measure(
        statistics.median(m.wall for m in measures), statistics.median(m.cpu for m in measures),
        statistics.median(m.peak_mb for m in measures),
    )


class Bench:
    def __init__(self, options: argparse.Namespace) -> None:
        self.binary: Path = options.binary
        self.data: Path = options.data
        self.lines: int = options.lines
        self.seed: int = options.seed
        self.work = self.data / "work"

    def corpus(self, factor: int = 1, events: float = 0.0) -> Path:
        """A corpus of that size and kind, generated when it is missing or was left half written."""
        lines = self.lines * factor
        folder = self.data / f"lines-{lines}-events-{events:g}-seed-{self.seed}"
        if not (folder / "complete").exists():
            shutil.rmtree(folder, ignore_errors=True)
            began = time.perf_counter()
            generate(folder, Shape(lines, lines, events, self.seed))
            (folder / "complete").touch()
            print(f"generated {folder.name} in {time.perf_counter() - began:.0f} s")
        # Both programs find the files in the page cache.
        for path in folder.rglob("*"):
            if path.is_file():
                with open(path, "rb") as file:
                    while file.read(1 << 24):
                        pass
        return folder

    def tieout(self, corpus: Path, keep_ledger: bool = False) -> Measure:
        place = self.work / "tieout"
        if not keep_ledger:
            shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True, exist_ok=True)
        command = [
            str(self.binary), "run", "--source", str(corpus / "snapshot"), "--orders", str(corpus / "orders.csv"),
            "--ledger", str(place / "ledger.sqlite"), "--reports", str(place / "reports"), "--as-of", AS_OF,
        ]
        return measured(command, place / "log", accepted=(0, 1))

    def duckdb(self, corpus: Path) -> Measure:
        place = self.work / "duckdb"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        command = [str(self.python_with_duckdb()), str(HERE / "duckdb_baseline.py"), str(corpus), str(place)]
        return measured(command, self.work / "duckdb.log")

    def python_with_duckdb(self) -> Path:
        home = self.data / "environment"
        python = home / "bin" / "python"
        if not (home / "complete").exists():
            venv.create(home, with_pip=True, clear=True)
            subprocess.run([python, "-m", "pip", "install", "--quiet", f"duckdb=={DUCKDB_VERSION}"], check=True)
            (home / "complete").touch()
        return python

    def compare_labels(self, who: str, corpus: Path, report: Path) -> None:
        """Says whether a report has exactly the planted faults."""
        planted = json.loads((corpus / "labels.json").read_text())["faults"]
        with open(report, encoding="utf-8-sig", newline="") as file:
            found = Counter(row["class"] for row in csv.DictReader(file))
        if found == Counter(planted):
            print(f"{who} found exactly the {sum(planted.values())} planted faults")
            return
        for kind in sorted(planted | found):
            if planted.get(kind, 0) != found[kind]:
                print(f"{who}: {kind}: {planted.get(kind, 0)} planted, {found[kind]} found")


def ratio(name: str, value: float, target: float | None = None) -> None:
    verdict = "" if target is None else f"  (at most {target:.2f}: {'met' if value <= target else 'MISSED'})"
    print(f"{name:44} {value:6.3f}{verdict}")


def side_by_side(bench: Bench, runs: int) -> Measure:
    """The plain corpus, both programs by turns; then a rerun with nothing new."""
    plain = bench.corpus()
    tieouts, ducks = [], []
    for number in range(1, runs + 1):
        tieouts.append(bench.tieout(plain))
        print(f"tieout  {number}: {tieouts[-1]}")
        ducks.append(bench.duckdb(plain))
        print(f"DuckDB  {number}: {ducks[-1]}")
    reruns = [bench.tieout(plain, keep_ledger=True) for _ in range(runs)]
    first, duck, again = middle(tieouts), middle(ducks), middle(reruns)
    print(f"tieout   : {first}\nDuckDB   : {duck}\nrerun    : {again}")
    bench.compare_labels("tieout", plain, bench.work / "tieout" / "reports" / "latest" / "discrepancies.csv")
    bench.compare_labels("DuckDB", plain, bench.work / "duckdb" / "discrepancies.csv")
    ratio("tieout / DuckDB, time", first.wall / duck.wall, TARGETS["tieout / DuckDB, time"])
    ratio("tieout / DuckDB, memory", first.peak_mb / duck.peak_mb)
    met = "met" if first.peak_mb <= MEMORY_TARGET_MB else "MISSED"
    print(f"{'tieout, peak memory':44} {first.peak_mb:6.0f} MB  (at most {MEMORY_TARGET_MB}: {met})")
    ratio("rerun / first run, time", again.wall / first.wall, TARGETS["rerun / first run, time"])
    return first


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--binary", type=Path, default=Path(".build/release/tieout"))
    options.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "tieout-benchmark")
    options.add_argument("--lines", type=int, default=1_000_000)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--scale", type=int, default=0, help="also a corpus so many times as large, say 4")
    options.add_argument("--events", type=float, default=0.0, help="also a corpus with this share of events, say 0.3")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    if not chosen.binary.exists():
        sys.exit(f"no program at {chosen.binary}: swift build -c release, or --binary")
    bench = Bench(chosen)
    bench.work.mkdir(parents=True, exist_ok=True)

    first = side_by_side(bench, chosen.runs)
    if chosen.scale:
        large = middle([bench.tieout(bench.corpus(chosen.scale)) for _ in range(chosen.runs)])
        print(f"{chosen.scale} times : {large}")
        allowed = TARGETS["scale, time"] * chosen.scale / 4
        ratio(f"{chosen.scale} times the lines, time", large.wall / first.wall, allowed)
        ratio(f"{chosen.scale} times the lines, memory", large.peak_mb / first.peak_mb, TARGETS["scale, memory"])
    if chosen.events:
        corpus = bench.corpus(events=chosen.events)
        eventful = middle([bench.tieout(corpus) for _ in range(chosen.runs)])
        print(f"eventful : {eventful}")
        bench.compare_labels("tieout", corpus, bench.work / "tieout" / "reports" / "latest" / "discrepancies.csv")
        ratio("eventful / plain, time", eventful.wall / first.wall)
        ratio("eventful / plain, memory", eventful.peak_mb / first.peak_mb)


if __name__ == "__main__":
    main()
