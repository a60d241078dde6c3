#!/usr/bin/env python3
"""Runs the program over a small world for each class of discrepancy and holds rules/classes.md against what it found.

    run.py PROGRAM           exit status 1 when a class is not found, or when the page does not say what the program says
    run.py PROGRAM record    writes what the program says into the page
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

from examples import EXAMPLES

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "rules" / "classes.md"
CODES = ROOT / "Sources" / "BillingModel" / "DiscrepancyClass.swift"


def found(program: str, code: str) -> dict:
    """The row of the finding that a class's world brings, the last night's where there are two."""
    world = EXAMPLES[code]()
    with tempfile.TemporaryDirectory(prefix="tieout-class-") as place:
        folder = Path(place)
        while world is not None:
            world.write(folder)
            run = subprocess.run(
                [program, "run", "--source", "snapshot", "--orders", "orders.csv", "--as-of", world.night,
                 "--ledger", "ledger.sqlite", "--reports", "reports", *world.options],
                cwd=folder, capture_output=True, text=True)
            if run.returncode not in (0, 3):
                raise SystemExit(f"{code}: exit status {run.returncode}: {run.stderr}")
            night, world = world.night, world.then
        with open(folder / "reports" / night / "discrepancies.csv", encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["class"] == code and row["status"] != "resolved"]
    if not rows:
        raise SystemExit(f"{code}: its world does not bring it")
    return rows[0]


def money(text: str) -> str:
    return f"{Decimal(text):,.2f}"


def block(row: dict) -> str:
    """The part of the page below a class's meaning."""
    figures = []
    for name in ("expected", "billed"):
        if row[f"{name}_amount"]:
            figures.append(f"{name} {money(row[f'{name}_amount'])}")
    if row["difference"] and Decimal(row["difference"]) != 0:
        figures.append(f"**{Decimal(row['difference']):+,.2f} {row['currency']}**")
    said = row["explanation"].replace("<", "&lt;").replace("*", "\\*")
    example = f"> {said}" + (f"  \n> {', '.join(figures)}" if figures else "")
    return f"{example}\n\n→ {row['suggested_action']}\n"


def main() -> int:
    program = str(Path(sys.argv[1]).resolve())
    record = sys.argv[2:] == ["record"]
    codes = re.findall(r'case \w+ = "(\w+)"', CODES.read_text())
    page = PAGE.read_text()
    wrong = [f"{code}: no example in Tests/ClassExamples" for code in codes if code not in EXAMPLES]
    for code in EXAMPLES:
        row = found(program, code)
        pattern = re.compile(rf"(?ms)^(#### `{code}` · )\w+(\n\n[^\n]+\n\n).*?(?=^#|\Z)")
        wanted = rf"\g<1>{row['severity']}\g<2>" + (block(row) + "\n").replace("\\", r"\\")
        if not pattern.search(page):
            wrong.append(f"{code}: {PAGE.name} has no such heading")
            continue
        new = pattern.sub(wanted, page, count=1)
        if new.rstrip() != page.rstrip() and not record:
            wrong.append(f"{code}: {PAGE.name} does not say what the program says: {row['explanation']}")
        page = new
    if record:
        PAGE.write_text(page.rstrip("\n") + "\n")
    for fault in wrong:
        print("classes:", fault, file=sys.stderr)
    if not wrong:
        print(f"classes: {len(EXAMPLES)} classes, each with an example that the program finds", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
