"""Who is billed and for what: invented customers, and products with invented ids and prices."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from arithmetic import guid

PARTNER_ID = guid("partner")
PARTNER_NAME = "Northlight Cloud Partners"
MPN_ID = "6141877"
MICROSOFT = "Microsoft Corporation"


@dataclass(frozen=True)
class Customer:
    key: str
    name: str
    domain: str
    country: str
    currency: str

    @property
    def id(self) -> str:
        return guid("customer", self.key)


CUSTOMERS = {
    key: Customer(key, name, domain, country, currency)
    for key, name, domain, country, currency in [
        ("alpine", "Alpine Dental Group", "alpinedental.example", "AT", "EUR"),
        ("brightwater", "Brightwater Logistics", "brightwater.example", "NL", "EUR"),
        ("cobalt", "Cobalt Architects", "cobaltarchitects.example", "DE", "EUR"),
        ("dune", "Dune & Field Foods", "dunefield.example", "IT", "EUR"),
        ("eastgate", "Eastgate Pharmacy", "eastgatepharmacy.example", "IE", "EUR"),
        ("fernhill", "Fernhill Analytics", "fernhill.example", "FI", "EUR"),
        ("granite", "Granite Peak Builders", "granitepeak.example", "US", "USD"),
        ("harborlight", "Harborlight Hotels", "harborlight.example", "US", "USD"),
        ("ironwood", "Ironwood Credit Union", "ironwoodcu.example", "US", "USD"),
        ("lakeshore", "Lakeshore Academy", "lakeshore.example", "US", "USD"),
        ("maple", "Maple Street Clinics", "maplestreet.example", "US", "USD"),
        ("pemberton", "Pemberton, Shaw & Co", "pembertonshaw.example", "GB", "GBP"),
        ("quayside", "Quayside Theatre Trust", "quayside.example", "GB", "GBP"),
        ("rookery", "Rookery Farm Supplies", "rookeryfarm.example", "GB", "GBP"),
        ("stonebridge", "Stonebridge Solicitors", "stonebridge.example", "GB", "GBP"),
        ("thistle", "Thistle & Rye Bakery", "thistlerye.example", "GB", "GBP"),
    ]
}


@dataclass(frozen=True)
class Item:
    """A catalogue item: ProductId, SkuId and AvailabilityId with its names and its monthly or one-off price."""

    product: str
    sku: str
    availability: str
    product_name: str
    sku_name: str
    prices: tuple[tuple[str, Decimal], ...]
    publisher: str = MICROSOFT
    unit_type: str = "Seats"

    @property
    def id(self) -> str:
        return f"{self.product}:{self.sku}:{self.availability}"

    def price(self, currency: str) -> Decimal:
        return dict(self.prices)[currency]


def _item(product: str, sku: str, availability: str, name: str, eur: str, usd: str, gbp: str, **more: str) -> Item:
    prices = (("EUR", Decimal(eur)), ("USD", Decimal(usd)), ("GBP", Decimal(gbp)))
    sku_name = more.pop("sku_name", name)
    return Item(product, sku, availability, name, sku_name, prices, **more)


ITEMS = {
    "basic": _item("CFQ7TTC0QA17", "0001", "CFQ7TTC0V3JB", "Microsoft 365 Business Basic", "5.60", "6.00", "4.90"),
    "standard": _item(
        "CFQ7TTC0QB52", "0001", "CFQ7TTC0W8LD", "Microsoft 365 Business Standard", "11.70", "12.50", "10.30"
    ),
    "premium": _item(
        "CFQ7TTC0QC39", "0002", "CFQ7TTC0X4MF", "Microsoft 365 Business Premium", "20.60", "22.00", "18.10"
    ),
    "e3": _item("CFQ7TTC0RD08", "0001", "CFQ7TTC0Y5NG", "Microsoft 365 E3", "36.90", "39.00", "33.20"),
    "e5": _item("CFQ7TTC0RE64", "0001", "CFQ7TTC0Z6PH", "Microsoft 365 E5", "57.90", "60.00", "51.40"),
    "exchange": _item("CFQ7TTC0RF21", "0001", "CFQ7TTC0T7QJ", "Exchange Online (Plan 1)", "3.70", "4.00", "3.30"),
    "defender": _item(
        "CFQ7TTC0SG95", "0001", "CFQ7TTC0U8RK", "Microsoft Defender for Business", "2.80", "3.00", "2.50"
    ),
    "teams": _item("CFQ7TTC0SH43", "0001", "CFQ7TTC0P9SL", "Microsoft Teams Premium", "9.40", "10.00", "8.20"),
    "visio": _item("CFQ7TTC0SJ76", "0001", "CFQ7TTC0N2TM", "Visio Plan 2", "14.00", "15.00", "12.30"),
    "project": _item("CFQ7TTC0TK18", "0001", "CFQ7TTC0M3UN", "Project Plan 3", "28.10", "30.00", "24.60"),
    "powerbi": _item("CFQ7TTC0TL87", "0001", "CFQ7TTC0L4VP", "Power BI Pro", "13.10", "14.00", "11.50"),
    "powerbi-premium": _item(
        "CFQ7TTC0TM30", "0001", "CFQ7TTC0K5WQ", "Power BI Premium Per User", "22.50", "24.00", "19.80"
    ),
    "copilot": _item("CFQ7TTC0UN62", "0001", "CFQ7TTC0J6XR", "Microsoft 365 Copilot", "28.10", "30.00", "24.70"),
    "windows365": _item(
        "CFQ7TTC0UP44", "0003", "CFQ7TTC0H7YS", "Windows 365 Business", "32.00", "34.00", "28.10",
        sku_name="Windows 365 Business 2 vCPU, 8 GB, 128 GB",
    ),
    "sales": _item(
        "CFQ7TTC0UQ09", "0001", "CFQ7TTC0G8ZT", "Dynamics 365 Sales Professional", "60.80", "65.00", "53.40"
    ),
    "server": _item(
        "DG7GMGF0QR51", "0002", "DG7GMGF0F9AV", "Windows Server 2025 Standard - 16 Core License Pack",
        "1112.00", "1176.00", "975.00", unit_type="License",
    ),
    "office-ltsc": _item(
        "DG7GMGF0QS73", "0001", "DG7GMGF0D1BW", "Office LTSC Standard 2024", "458.00", "494.00", "405.00",
        unit_type="License",
    ),
    "backup": _item(
        "DZH318Z0CT28", "0001", "DZH318Z0C2CX", "Tidewater Backup for Microsoft 365", "2.55", "2.75", "2.20",
        publisher="Tidewater Software",
    ),
    "concierge": _item(
        "DZH318Z0CU60", "0004", "DZH318Z0B3DY", "Concierge Insights", "92.00", "99.00", "81.00",
        publisher="Lumen & Vale Ltd",
    ),
    "azure-plan": _item(
        "DZH318Z0CV15", "0001", "DZH318Z0A4EZ", "Microsoft Azure Plan", "0.00", "0.00", "0.00", sku_name="Azure plan"
    ),
}


@dataclass(frozen=True)
class Meter:
    """A meter of the Azure plan: priced in US dollars, a typical month's quantity in millionths."""

    key: str
    product: str
    sku: str
    availability: str
    product_name: str
    sku_name: str
    meter: str
    unit: str
    price: Decimal
    typical: int
    earned_credit: bool = True
    free_tier: bool = False


METERS = [
    Meter(
        "vm", "DZH318Z0DA31", "002F", "DZH318Z0EA77", "Virtual Machines Dsv5 Series", "Virtual Machines D4s v5",
        "Virtual Machines Dsv5 Series - D4s v5 - EU West - 1 Hour", "1 Hour", Decimal("0.23"), 1_420_000_000,
    ),
    Meter(
        "disk", "DZH318Z0DB46", "0018", "DZH318Z0EB20", "Premium SSD Managed Disks", "Premium SSD P10 LRS",
        "Premium SSD Managed Disks - P10 LRS Disk - EU West - 1/Month", "1/Month", Decimal("21.68"), 3_871_000,
    ),
    Meter(
        "blob", "DZH318Z0DC59", "0047", "DZH318Z0EC83", "Blob Storage", "Hot LRS",
        "Blob Storage - Hot LRS Data Stored - EU West - 1 GB/Month", "1 GB/Month", Decimal("0.0196"), 2_914_330_000,
    ),
    Meter(
        "sql", "DZH318Z0DD62", "00P3", "DZH318Z0ED14", "SQL Database Single Standard", "Standard S3",
        "SQL Database Single Standard - S3 DTUs - EU West - 1/Day", "1/Day", Decimal("4.8387"), 30_250_000,
    ),
    Meter(
        "egress", "DZH318Z0DE75", "0002", "DZH318Z0EE49", "Bandwidth", "Standard Data Transfer Out",
        "Bandwidth - Standard Data Transfer Out - Zone 1 - 1 GB", "1 GB", Decimal("0.087"), 211_700_000,
        free_tier=True,
    ),
    Meter(
        "spot", "DZH318Z0DF88", "01KX", "DZH318Z0EF56", "Virtual Machines Fsv2 Series", "Virtual Machines F8s v2 Spot",
        "Virtual Machines Fsv2 Series - F8s v2 Spot - EU West - 1 Hour", "1 Hour", Decimal("0.068245"), 318_000_000,
        earned_credit=False,
    ),
]


@dataclass(frozen=True)
class LegacyOffer:
    """A licence of the old commerce: offers have GUIDs, and a price of one seat and month in pounds."""

    key: str
    name: str
    price: Decimal

    @property
    def offer_id(self) -> str:
        return guid("offer", self.key)

    @property
    def durable_offer_id(self) -> str:
        return guid("durable-offer", self.key)


LEGACY_OFFERS = {
    offer.key: offer
    for offer in [
        LegacyOffer("exchange-2", "Exchange Online (Plan 2)", Decimal("6.20")),
        LegacyOffer("office-e1", "Office 365 E1", Decimal("6.80")),
        LegacyOffer("archiving", "Exchange Online Archiving", Decimal("2.30")),
    ]
}
