"""The reseller's book of business: every agreement that the three months bill."""

from __future__ import annotations

from datetime import date

from agreements import Subscription
from legacy import LegacySubscription
from usage import AzurePlan


def _sub(key: str, customer: str, item: str, quantity: int, start: str, **terms: object) -> Subscription:
    return Subscription(key, customer, item, quantity, date.fromisoformat(start), **terms)


def euro_subscriptions() -> list[Subscription]:
    return [
        # Seats added in the middle of a cycle, billed as a pair: the old seats back, the new seats charged.
        _sub("alpine-premium", "alpine", "premium", 24, "2026-03-15").add("2026-09-22", 28, shape="pair"),
        _sub("alpine-defender", "alpine", "defender", 24, "2026-03-15"),
        # A renewal at a new price that the order book knows.
        _sub("brightwater-e3", "brightwater", "e3", 60, "2025-09-16").renew("2026-09-16", price="38.70"),
        _sub("brightwater-teams", "brightwater", "teams", 60, "2026-02-05"),
        _sub("cobalt-standard", "cobalt", "standard", 18, "2026-06-11"),
        # Two seats given back on the fourth day, within the seven days that allow it.
        _sub("cobalt-project", "cobalt", "project", 12, "2026-09-10").remove("2026-09-14", 10),
        _sub("cobalt-powerbi", "cobalt", "powerbi", 8, "2026-08-24", cycle="annual"),
        _sub("dune-basic", "dune", "basic", 75, "2026-01-20"),
        # A promotion: 20 % off, agreed and billed net.
        _sub("dune-standard", "dune", "standard", 20, "2026-07-08", promotion_percent=20),
        _sub("dune-copilot", "dune", "copilot", 10, "2026-10-09"),
        _sub("eastgate-premium", "eastgate", "premium", 31, "2026-04-18"),
        _sub("eastgate-powerbi", "eastgate", "powerbi", 6, "2026-08-13", cycle="annual", order_currency="GBP"),
        # A trial that becomes paid by agreement.
        _sub("eastgate-teams", "eastgate", "teams", 25, "2026-08-12", term="P1M", price=0, trial=True).renew(
            "2026-09-12", price="9.40"
        ),
        _sub("fernhill-e5", "fernhill", "e5", 45, "2026-05-07"),
        # An upgrade in the middle of a cycle.
        _sub("fernhill-standard", "fernhill", "standard", 16, "2026-06-09").convert("2026-09-21", "premium"),
        _sub("fernhill-visio", "fernhill", "visio", 14, "2026-02-24"),
    ]


def dollar_subscriptions() -> list[Subscription]:
    return [
        # Seats added in the middle of a cycle under an order of their own, billed as one line for the difference.
        _sub("granite-premium", "granite", "premium", 40, "2026-02-17").add("2026-08-26", 45, own_order=True),
        _sub("granite-exchange", "granite", "exchange", 25, "2025-10-08").renew("2026-10-08", quantity=20),
        # A perpetual licence, once.
        _sub("granite-server", "granite", "server", 2, "2026-08-19", cycle="one_time"),
        _sub("harborlight-basic", "harborlight", "basic", 120, "2026-05-03"),
        # A marketplace subscription that was ordered.
        _sub("harborlight-backup", "harborlight", "backup", 120, "2026-05-03", term="P1M"),
        _sub("ironwood-e3", "ironwood", "e3", 85, "2026-01-12"),
        _sub("ironwood-defender", "ironwood", "defender", 85, "2026-01-12"),
        _sub("ironwood-sales", "ironwood", "sales", 7, "2026-08-21", cycle="annual"),
        _sub("lakeshore-standard", "lakeshore", "standard", 140, "2026-07-01"),
        _sub("lakeshore-powerbi", "lakeshore", "powerbi", 15, "2026-05-10", term="P1M").cancel("2026-09-25"),
        # Bought and cancelled within seven days, credited from the cancellation day on.
        _sub("lakeshore-teams", "lakeshore", "teams", 6, "2026-08-18").cancel("2026-08-21"),
        _sub("lakeshore-office", "lakeshore", "office-ltsc", 30, "2026-09-09", cycle="one_time"),
        _sub("maple-premium", "maple", "premium", 52, "2026-06-25"),
        _sub("maple-exchange", "maple", "exchange", 33, "2026-03-22"),
        _sub("maple-copilot", "maple", "copilot", 18, "2026-08-11", cycle="annual"),
        _sub("maple-standard", "maple", "standard", 22, "2025-10-19"),
        # An annual plan, paid once a year, renewed in the window.
        _sub("maple-visio", "maple", "visio", 4, "2025-09-02", cycle="annual").renew("2026-09-02"),
    ]


def sterling_subscriptions() -> list[Subscription]:
    return [
        _sub("pemberton-premium", "pemberton", "premium", 64, "2026-03-04"),
        _sub("pemberton-visio", "pemberton", "visio", 9, "2026-04-14"),
        _sub("quayside-standard", "quayside", "standard", 38, "2026-05-20"),
        # Bought to end with the trust's financial year: the first cycle is short.
        _sub("quayside-powerbi", "quayside", "powerbi", 12, "2026-08-20", end=date(2027, 7, 31)),
        _sub("quayside-teams", "quayside", "teams", 15, "2026-08-06", term="P1M", auto_renew=False),
        _sub("rookery-basic", "rookery", "basic", 17, "2026-02-10"),
        _sub("rookery-exchange", "rookery", "exchange", 11, "2026-06-16"),
        # Two lines of one order for one product, for the shop and for the warehouse.
        _sub("rookery-shop", "rookery", "defender", 10, "2026-10-14", order_key="rookery-defender",
             book_names_subscription=False),
        _sub("rookery-warehouse", "rookery", "defender", 15, "2026-10-14", order_key="rookery-defender",
             line_number=2, book_names_subscription=False),
        _sub("stonebridge-premium", "stonebridge", "premium", 21, "2026-10-03"),
        _sub("thistle-standard", "thistle", "standard", 9, "2026-07-21"),
        _sub("thistle-visio", "thistle", "visio", 5, "2026-08-27", cycle="annual"),
    ]


# Agreements on which nothing happens but the monthly cycle: customer, item, seats, start.
STEADY = """
alpine exchange 40 2026-05-12
alpine windows365 6 2026-07-23
brightwater defender 60 2026-04-27
brightwater project 7 2026-06-02
brightwater powerbi 22 2025-12-11
cobalt visio 9 2026-01-26
cobalt exchange 5 2026-06-11
dune defender 95 2026-01-20
dune powerbi 12 2026-05-06
eastgate exchange 44 2026-04-18
eastgate defender 31 2026-04-18
fernhill powerbi 30 2026-03-03
fernhill copilot 12 2026-06-24
fernhill teams 45 2026-05-07
granite defender 45 2026-07-13
granite project 6 2026-04-01
harborlight exchange 60 2026-05-03
harborlight standard 34 2026-05-03
harborlight windows365 11 2026-07-16
ironwood e5 12 2026-02-19
ironwood teams 85 2026-01-12
ironwood powerbi 18 2026-03-30
ironwood windows365 9 2025-11-05
lakeshore exchange 210 2026-07-01
lakeshore project 5 2026-07-01
lakeshore visio 8 2026-07-15
maple defender 52 2026-06-25
maple teams 52 2026-06-25
maple basic 41 2026-03-22
pemberton defender 64 2026-03-04
pemberton exchange 18 2026-04-14
pemberton windows365 7 2026-05-28
quayside exchange 26 2026-05-20
quayside premium 8 2026-02-13
rookery standard 13 2026-02-10
rookery teams 12 2026-03-11
stonebridge project 4 2026-06-08
stonebridge defender 21 2026-06-08
thistle basic 22 2026-07-21
thistle exchange 6 2026-07-21
thistle teams 9 2026-01-07
"""


def steady_subscriptions() -> list[Subscription]:
    agreed = [line.split() for line in STEADY.strip().splitlines()]
    return [_sub(f"{customer}-{item}", customer, item, int(seats), start) for customer, item, seats, start in agreed]


def subscriptions() -> list[Subscription]:
    return euro_subscriptions() + dollar_subscriptions() + sterling_subscriptions() + steady_subscriptions()


def azure_plans() -> list[AzurePlan]:
    return [
        AzurePlan("brightwater-azure", "brightwater", date(2025, 4, 9), 160, ("vm", "disk", "blob", "sql", "egress")),
        AzurePlan("cobalt-azure", "cobalt", date(2025, 11, 20), 55, ("vm", "disk", "blob", "spot")),
        AzurePlan("fernhill-azure", "fernhill", date(2024, 9, 2), 240, ("vm", "disk", "blob", "sql", "egress", "spot")),
        AzurePlan("harborlight-azure", "harborlight", date(2025, 6, 17), 120, ("vm", "disk", "blob", "sql", "egress")),
        AzurePlan("rookery-azure", "rookery", date(2026, 1, 28), 35, ("vm", "disk", "blob", "sql")),
    ]


def legacy_subscriptions() -> list[LegacySubscription]:
    return [
        LegacySubscription("stonebridge", "exchange-2", 14, date(2026, 1, 10)),
        LegacySubscription("stonebridge", "office-e1", 23, date(2026, 1, 10)),
        LegacySubscription("stonebridge", "archiving", 14, date(2026, 4, 22)),
    ]
