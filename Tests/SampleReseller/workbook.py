"""Compares a workbook of reports with the CSV reports beside it, cell for cell.

usage: workbook.py FOLDER            discrepancies.xlsx against the CSV files of FOLDER
       workbook.py FOLDER CONVERTED  the same with the CSV that LibreOffice made of its first sheet
"""

import csv
import datetime
import decimal
import pathlib
import sys

SHEETS = {"discrepancies": "discrepancies.csv", "control totals": "control-totals.csv", "matches": "matches.csv"}


def report(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def same(cell, text):
    """A cell says what the CSV says, as a value of its own type."""
    if cell is None:
        return text == ""
    if isinstance(cell, bool):
        return text == ("true" if cell else "false")
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() == text
    if isinstance(cell, (int, float)):
        return decimal.Decimal(repr(cell)) == decimal.Decimal(text)
    # The CSV defuses with an apostrophe what a text cell cannot run.
    return cell == text or "'" + cell == text


def compare(name, rows, expected):
    faults = 0
    if len(rows) != len(expected):
        print(f"{name}: {len(rows)} rows, the CSV has {len(expected)}")
        faults += 1
    for number, (row, wanted) in enumerate(zip(rows, expected), start=1):
        for column, (cell, text) in enumerate(zip(row, wanted)):
            if not same(cell, text):
                print(f"{name}:{number}: {expected[0][column]}: {cell!r} is not {text!r}")
                faults += 1
    return faults


def check_workbook(folder):
    import openpyxl

    book = openpyxl.load_workbook(folder / "discrepancies.xlsx")
    faults = 0
    names = [name for name, file in SHEETS.items() if (folder / file).exists()]
    if book.sheetnames != names:
        print(f"sheets: {book.sheetnames}, expected {names}")
        faults += 1
    for name in names:
        sheet = book[name]
        expected = report(folder / SHEETS[name])
        faults += compare(name, [list(row) for row in sheet.iter_rows(values_only=True)], expected)
        if sheet.freeze_panes != "A2" or sheet.auto_filter.ref != sheet.dimensions:
            print(f"{name}: header {sheet.freeze_panes}, filter {sheet.auto_filter.ref} of {sheet.dimensions}")
            faults += 1
        if any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row):
            print(f"{name}: holds a formula")
            faults += 1
    return faults


def plain(text):
    """A cell as LibreOffice shows it, without the thousands separators of figures."""
    bare = text.replace(",", "")
    try:
        return decimal.Decimal(bare)
    except decimal.InvalidOperation:
        return {"TRUE": "true", "FALSE": "false"}.get(text, text)


def check_converted(folder, converted):
    faults = 0
    rows, expected = report(converted), report(folder / "discrepancies.csv")
    if len(rows) != len(expected):
        print(f"LibreOffice: {len(rows)} rows, the CSV has {len(expected)}")
        faults += 1
    for number, (row, wanted) in enumerate(zip(rows, expected), start=1):
        for column, (cell, text) in enumerate(zip(row, wanted)):
            if plain(cell) != plain(text.removeprefix("'")):
                print(f"LibreOffice:{number}: {expected[0][column]}: {cell!r} is not {text!r}")
                faults += 1
    return faults


def main():
    folder = pathlib.Path(sys.argv[1])
    faults = check_converted(folder, sys.argv[2]) if len(sys.argv) > 2 else check_workbook(folder)
    sys.exit(1 if faults else 0)


main()
