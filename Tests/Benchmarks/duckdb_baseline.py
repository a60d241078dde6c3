#!/usr/bin/env python3
"""The same reconciliation in DuckDB: `duckdb_baseline.py CORPUS WORK`.

Loads the billed lines and the order book into a database file in typed tables, joins each line to the state of its
order on the day its charge starts, lists what was expected and never came, and writes all discrepancies to
WORK/discrepancies.csv. Two threads, defaults otherwise. Written to be as fast as the task allows: only the columns a
reconciliation keeps are read, money is DECIMAL, nothing is indexed.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import duckdb

# The columns of a line that matching, comparing and explaining need; the other twenty are not parsed into columns.
LINE_COLUMNS = {
    "CustomerId": "VARCHAR", "CustomerName": "VARCHAR", "InvoiceNumber": "VARCHAR", "OrderId": "VARCHAR",
    "OrderDate": "TIMESTAMP", "ProductId": "VARCHAR", "SkuId": "VARCHAR", "AvailabilityId": "VARCHAR",
    "SkuName": "VARCHAR", "ProductName": "VARCHAR", "ChargeType": "VARCHAR", "UnitPrice": "DECIMAL(24,12)",
    "Subtotal": "DECIMAL(18,2)", "TaxTotal": "DECIMAL(18,2)", "Total": "DECIMAL(18,2)", "Currency": "VARCHAR",
    "SubscriptionId": "VARCHAR", "ChargeStartDate": "TIMESTAMP", "ChargeEndDate": "TIMESTAMP",
    "EffectiveUnitPrice": "DECIMAL(24,12)", "AlternateId": "VARCHAR", "BillableQuantity": "DECIMAL(18,6)",
    "BillingFrequency": "VARCHAR", "PCToBCExchangeRate": "DECIMAL(18,9)", "ReferenceId": "VARCHAR",
}

LOAD_LINES = """
CREATE TABLE lines AS
SELECT *, ProductId || ':' || SkuId AS item, ChargeStartDate::DATE AS charge_start
FROM read_json('{parts}', format = 'newline_delimited', columns = {columns})
"""

LOAD_ORDERS = """
CREATE TABLE order_rows AS
SELECT order_id, line_number, customer_id, customer_name, order_date, catalog_item_id,
       split_part(catalog_item_id, ':', 1) || ':' || split_part(catalog_item_id, ':', 2) AS item,
       subscription_id, transaction_type, quantity, unit_price, currency, term, billing_cycle, effective_date,
       auto_renew, status
FROM read_csv('{orders}', header = true, columns = {{
    'order_id': 'VARCHAR', 'line_number': 'INTEGER', 'customer_id': 'VARCHAR', 'customer_name': 'VARCHAR',
    'order_date': 'DATE', 'catalog_item_id': 'VARCHAR', 'subscription_id': 'VARCHAR', 'transaction_type': 'VARCHAR',
    'quantity': 'DECIMAL(18,6)', 'unit_price': 'DECIMAL(18,6)', 'currency': 'VARCHAR', 'term': 'VARCHAR',
    'billing_cycle': 'VARCHAR', 'effective_date': 'DATE', 'auto_renew': 'BOOLEAN', 'status': 'VARCHAR'}})
"""

# The state of an order line lasts until its next row takes effect.
STATES = """
CREATE TEMP TABLE states AS
SELECT order_id, customer_id, subscription_id, item, quantity, unit_price, currency, effective_date,
       coalesce(lead(effective_date) OVER line, DATE '9999-12-31') AS until,
       min(effective_date) OVER (PARTITION BY order_id, line_number) AS bought
FROM order_rows WHERE status = 'completed'
WINDOW line AS (PARTITION BY order_id, line_number ORDER BY effective_date)
"""

FINDINGS = """
COPY (
    WITH compared AS (
        SELECT line.InvoiceNumber, line.CustomerId, line.OrderId, line.SubscriptionId, line.item, line.charge_start,
               line.Currency, line.Subtotal, line.BillableQuantity, line.EffectiveUnitPrice, state.order_id,
               state.quantity, state.unit_price
        FROM lines AS line
        LEFT JOIN states AS state
          ON line.OrderId = state.order_id AND line.item = state.item
         AND line.charge_start >= state.effective_date AND line.charge_start < state.until AND state.quantity > 0
    ), expected AS (
        SELECT state.*, month.first + (day(state.bought) - 1)::INTEGER AS cycle_start
        FROM states AS state, (VALUES (DATE '2026-08-01'), (DATE '2026-09-01'), (DATE '2026-10-01')) AS month(first)
        WHERE state.quantity > 0 AND month.first + (day(state.bought) - 1)::INTEGER >= state.effective_date
          AND month.first + (day(state.bought) - 1)::INTEGER < state.until
    )
    SELECT 'charged_not_ordered' AS class, InvoiceNumber AS invoice_id, CustomerId AS customer_id, OrderId AS order_id,
           SubscriptionId AS subscription_id, item, charge_start, NULL AS expected_quantity,
           BillableQuantity AS billed_quantity, Currency AS currency, 0.00::DECIMAL(18,2) AS expected_amount,
           Subtotal AS billed_amount
    FROM compared WHERE order_id IS NULL
    UNION ALL
    SELECT CASE WHEN BillableQuantity > quantity THEN 'quantity_over' ELSE 'quantity_under' END, InvoiceNumber,
           CustomerId, OrderId, SubscriptionId, item, charge_start, quantity, BillableQuantity, Currency,
           (quantity * unit_price)::DECIMAL(18,2), Subtotal
    FROM compared WHERE BillableQuantity <> quantity
    UNION ALL
    SELECT 'unit_price_mismatch', InvoiceNumber, CustomerId, OrderId, SubscriptionId, item, charge_start, quantity,
           BillableQuantity, Currency, (quantity * unit_price)::DECIMAL(18,2), Subtotal
    FROM compared
    WHERE BillableQuantity = quantity AND abs(Subtotal - quantity * unit_price) > 0.01 * quantity
    UNION ALL
    SELECT CASE WHEN cycle_start = bought THEN 'ordered_not_charged' ELSE 'cycle_missing' END, NULL, customer_id,
           expected.order_id, expected.subscription_id, expected.item, cycle_start, quantity, NULL, currency,
           (quantity * unit_price)::DECIMAL(18,2), 0.00
    FROM expected
    ANTI JOIN lines ON lines.OrderId = expected.order_id AND lines.charge_start = expected.cycle_start
    ORDER BY ALL
) TO '{report}' (HEADER, DELIMITER ',')
"""


def main() -> None:
    corpus, work = Path(sys.argv[1]), Path(sys.argv[2])
    work.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    with duckdb.connect(str(work / "baseline.duckdb"), config={"threads": 2}) as database:
        database.execute(f"SET temp_directory = '{work / 'spill'}'")
        parts = corpus / "snapshot" / "invoices" / "*" / "reconciliation" / "part-*.json"
        database.execute(LOAD_LINES.format(parts=parts, columns=LINE_COLUMNS))
        database.execute(LOAD_ORDERS.format(orders=corpus / "orders.csv"))
        loaded = time.perf_counter()
        database.execute(STATES)
        database.execute(FINDINGS.format(report=work / "discrepancies.csv"))
    ended = time.perf_counter()
    print(f"load {loaded - began:.2f} s, join and report {ended - loaded:.2f} s, {ended - began:.2f} s")


if __name__ == "__main__":
    main()
