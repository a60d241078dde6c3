PRAGMA application_id = 1416193359;
BEGIN TRANSACTION;
CREATE TABLE charge_fingerprints (
    first_charge_no INTEGER PRIMARY KEY,
    posting_no INTEGER NOT NULL REFERENCES postings,
    fingerprints BLOB NOT NULL
) STRICT;
INSERT INTO "charge_fingerprints" VALUES(1,2,X'B829364EFDFD92F821EC2838C7A7BB7CA365947AACF1BBB937540F2ECEF673F16BFE5D42E6A67348D268D2489BA530DBA41D43BB234033CFD5B4B7D89B768BBC689B5C803BE9BD06525F00FA8D762606709D4EE8AAE6A30563CDBB6D2959FFE8AAED000BA7663A524AE401788C55E52E1087B0ADAAED9A2A59A0AE89C55A129987B6A9749725478ACA7417D3271264865BAE683960F0BAF8F2BE4F2F0D6B65D1DC17FC811905C40B6DB3A802CE3F83F806523819D4F8AA12AA8F97A9BA308050BAE7C33E163E03E974E7B7CDF863D1C1AFE45A8E7CA61B6D4C70041CFBEE73583F42A242274E5E7B2EC9377066B0373233440E6BE3C2FFE47BE26A12F1185652E55841FEF7E4ED98944FC53CDC72DBDC2B6A0073BBE86D0DC63E9BB6477AD02E67D20EAC0874378330C7FA31100C90D8AE0088AAAFE6C27754D4ECF897DE3582CACC645DFD33EA755A510B5F8DD5F1D72A75B6E0686A640E5DDFB3C769A6251CEBEF3B665CC84D5DCC207F1E3FBB1EF0FCF0736EF0C56472AD5DF4D9AF921473B608C8FD0ACE7ECD8692C9ABF0967C9F2CDC3853527E003D079242F7EF5F188E386D5324924A79F51943ABAA6DACDC1BE584D0D461CA23C40CFF49E4B817A07A246626922DCC767556C8122EAF5AC21307B1A9E2C1B2D3C4124FAF1CDB12F2915A76950837596DEE5C7615EFD3C0691D7D54A5B1D7D63B37A347008D34BF752C76F941F185BA35EA4E24CA827931478C51875CDEC89806C649B088D560078E9A4BD445B8D7D4304172C61990636A6E99BBA26EBDB39A828349BE530A930FE9AB5F14FB2543C5B7752626841DED9D93BD2DD15379BF586260');
INSERT INTO "charge_fingerprints" VALUES(26,3,X'9AE4E06B98C1DD653BF8B72587BD1127FCCDADE919D0B59A');
INSERT INTO "charge_fingerprints" VALUES(27,5,X'6B56EA50B19E142F87D2FC6AF3A5E34D5520E98EFE7061DD');
CREATE TABLE charge_fractions (
    charge_no INTEGER NOT NULL REFERENCES charges,
    field TEXT NOT NULL,
    middle INTEGER NOT NULL,
    low INTEGER NOT NULL,
    PRIMARY KEY (charge_no, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE charge_terms (
    terms_no INTEGER PRIMARY KEY,
    form TEXT NOT NULL,
    kind TEXT NOT NULL,
    traits TEXT NOT NULL,
    charge_type TEXT NOT NULL,
    term TEXT NOT NULL,
    billing_cycle TEXT NOT NULL,
    currency TEXT NOT NULL,
    pricing_currency TEXT NOT NULL,
    term_and_billing_cycle TEXT NOT NULL,
    meter_description TEXT NOT NULL,
    publisher TEXT NOT NULL,
    price_adjustment TEXT NOT NULL,
    reseller_mpn_id TEXT NOT NULL,
    credit_reason TEXT NOT NULL,
    unit_type TEXT NOT NULL,
    line_invoice_number TEXT NOT NULL,
    UNIQUE (
        form, kind, traits, charge_type, term, billing_cycle, currency, pricing_currency,
        term_and_billing_cycle, meter_description, publisher, price_adjustment, reseller_mpn_id,
        credit_reason, unit_type, line_invoice_number)
) STRICT;
INSERT INTO "charge_terms" VALUES(1,'portal_csv','recurring','effective_price both_quantities exchange_rate','cycleCharge','P1Y','monthly','GBP','GBP','One-Year commitment for monthly billing','','Microsoft Corporation','','','','Seats','');
INSERT INTO "charge_terms" VALUES(2,'portal_csv','recurring','effective_price both_quantities exchange_rate','new','P1M','monthly','GBP','GBP','One-Month commitment for monthly billing','','Microsoft Corporation','','','','Seats','');
INSERT INTO "charge_terms" VALUES(3,'portal_csv','recurring','effective_price both_quantities exchange_rate','new','P1Y','monthly','GBP','GBP','One-Year commitment for monthly billing','','Microsoft Corporation','','','','Seats','');
INSERT INTO "charge_terms" VALUES(4,'portal_csv','recurring','effective_price both_quantities exchange_rate','new','P1Y','annual','GBP','GBP','One-Year commitment for yearly billing','','Microsoft Corporation','','','','Seats','');
INSERT INTO "charge_terms" VALUES(5,'portal_csv','usage','usage earned_credit effective_price both_quantities exchange_rate','new','','','GBP','USD','1/Day','SQL Database Single Standard - S3 DTUs - EU West - 1/Day','Microsoft Corporation','["15.0% Partner earned credit for services managed"]','','','1/Day','');
INSERT INTO "charge_terms" VALUES(6,'portal_csv','usage','usage earned_credit effective_price both_quantities exchange_rate','new','','','GBP','USD','1 Hour','Virtual Machines Dsv5 Series - D4s v5 - EU West - 1 Hour','Microsoft Corporation','["15.0% Partner earned credit for services managed"]','','','1 Hour','');
INSERT INTO "charge_terms" VALUES(7,'portal_csv','usage','usage earned_credit effective_price both_quantities exchange_rate','new','','','GBP','USD','1 GB/Month','Blob Storage - Hot LRS Data Stored - EU West - 1 GB/Month','Microsoft Corporation','["15.0% Partner earned credit for services managed"]','','','1 GB/Month','');
INSERT INTO "charge_terms" VALUES(8,'portal_csv','usage','usage earned_credit effective_price both_quantities exchange_rate','new','','','GBP','USD','1/Month','Premium SSD Managed Disks - P10 LRS Disk - EU West - 1/Month','Microsoft Corporation','["15.0% Partner earned credit for services managed"]','','','1/Month','');
INSERT INTO "charge_terms" VALUES(9,'page_one_time','credit','usage effective_price both_quantities exchange_rate','customerCredit','','','USD','USD','1/Day','SQL Database Single Standard - Service level credit','Microsoft Corporation','','','Service level agreement credit','1/Day','');
INSERT INTO "charge_terms" VALUES(10,'page_one_time','usage','usage effective_price both_quantities exchange_rate','customerCredit','','','USD','USD','1/Day','SQL Database Single Standard - Service level credit','Microsoft Corporation','','','Service level agreement credit','1/Day','');
CREATE TABLE charges (
    charge_no INTEGER PRIMARY KEY,
    posting_no INTEGER NOT NULL REFERENCES postings,
    line INTEGER NOT NULL,
    terms_no INTEGER NOT NULL REFERENCES charge_terms,
    customer_no INTEGER NOT NULL REFERENCES customers,
    item_no INTEGER NOT NULL REFERENCES items,
    order_id TEXT,
    subscription_id TEXT,
    alternate_id TEXT,
    reference_id TEXT,
    reservation_order_id TEXT,
    promotion_id TEXT,
    legacy_subscription_guid TEXT,
    order_date INTEGER,
    charge_start INTEGER,
    charge_end INTEGER,
    subscription_start INTEGER,
    subscription_end INTEGER,
    quantity ANY NOT NULL,
    billable_quantity ANY NOT NULL,
    unit_price ANY NOT NULL,
    effective_unit_price ANY NOT NULL,
    exchange_rate ANY NOT NULL,
    subtotal INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    total INTEGER NOT NULL
) STRICT;
INSERT INTO "charges" VALUES(1,2,2,1,13,4,'c08675c485db','1237d899-36d6-50b0-a949-46b352094fe2','ea69f3a6e150',NULL,NULL,NULL,NULL,20679,20679,20709,20557,20921,18,18,'3.3','3.3',1,594000,118800,712800);
INSERT INTO "charges" VALUES(2,2,3,1,13,13,'a34aa87b557e','b250aeb2-c131-5a9a-a168-302ed352688b','b54bc1f28b7c',NULL,NULL,NULL,NULL,20669,20669,20699,20516,20880,64,64,'18.1','18.1',1,11584000,2316800,13900800);
INSERT INTO "charges" VALUES(3,2,4,1,13,11,'a10f0990ae60','1d6c3b16-d390-5a02-9b04-de7fa30fff9e','d0eaa2c6f757',NULL,NULL,NULL,NULL,20669,20669,20699,20516,20880,64,64,'2.5','2.5',1,1600000,320000,1920000);
INSERT INTO "charges" VALUES(4,2,5,1,13,2,'ca6f73b866e5','f9abbef3-d71e-5086-a171-e41c129f71a3','fcf52f5cd675',NULL,NULL,NULL,NULL,20679,20679,20709,20557,20921,9,9,'12.3','12.3',1,1107000,221400,1328400);
INSERT INTO "charges" VALUES(5,2,6,1,13,6,'a75ab5dc3409','e5c17a11-4c96-5536-82a5-8452249b53a8','d7784f2498c8',NULL,NULL,NULL,NULL,20693,20693,20723,20601,20965,7,7,'28.1','28.1',1,1967000,393400,2360400);
INSERT INTO "charges" VALUES(6,2,7,1,12,4,'b69fd11986f4','d691827d-1ef8-502a-b91d-d67cc2251893','baf5e025d72c',NULL,NULL,NULL,NULL,20685,20685,20715,20593,20957,26,26,'3.3','3.3',1,858000,171600,1029600);
INSERT INTO "charges" VALUES(7,2,8,1,12,13,'ef81bfbf837d','4c42e5ac-cd7a-569d-942a-866da92d46bd','a5d091bd823a',NULL,NULL,NULL,NULL,20678,20678,20708,20497,20861,8,8,'18.1','18.1',1,1448000,289600,1737600);
INSERT INTO "charges" VALUES(8,2,9,1,12,5,'b8a4b7ba808d','4ea5a2bd-6c2b-5c7e-884e-fe7f083800c1','a88e5d31fd3a',NULL,NULL,NULL,NULL,20685,20685,20715,20593,20957,38,38,'10.3','10.3',1,3914000,782800,4696800);
INSERT INTO "charges" VALUES(9,2,10,2,12,8,'b6d6fc1a7375','f53945e0-fafe-527a-a2c8-2bad99a13a5a','a0c0bb82b030',NULL,NULL,NULL,NULL,20671,20671,20701,20671,20701,15,15,'9.84','9.84',1,1476000,295200,1771200);
INSERT INTO "charges" VALUES(10,2,11,3,12,7,'c68a8324a817','36b9fc9a-13d3-5a63-a7fb-c117c302fe88','b05ee0807413',NULL,NULL,NULL,NULL,20685,20685,20696,20685,21030,12,12,'11.5','4.451612903225',1,534000,106800,640800);
INSERT INTO "charges" VALUES(11,2,12,1,11,4,'dea933e8dbb9','ae424461-ccb2-578a-8346-3eabb73a81d2','f83a7cdc9932',NULL,NULL,NULL,NULL,20681,20681,20711,20620,20984,11,11,'3.3','3.3',1,363000,72600,435600);
INSERT INTO "charges" VALUES(12,2,13,1,11,12,'de2431582a64','fe54cf9b-9169-5b9a-a7ad-69bd8daf8d41','dab34be2d657',NULL,NULL,NULL,NULL,20675,20675,20705,20494,20858,17,17,'4.9','4.9',1,833000,166600,999600);
INSERT INTO "charges" VALUES(13,2,14,1,11,5,'ae70ae36953b','24dce93e-6464-513f-b6b6-187caf7f08c0','e04d015bf8cc',NULL,NULL,NULL,NULL,20675,20675,20705,20494,20858,13,13,'10.3','10.3',1,1339000,267800,1606800);
INSERT INTO "charges" VALUES(14,2,15,1,11,8,'e42749a2bfb7','b0470dba-446e-5b0f-859c-b874fda7d7d0','a814b4cfac91',NULL,NULL,NULL,NULL,20676,20676,20706,20523,20887,12,12,'8.2','8.2',1,984000,196800,1180800);
INSERT INTO "charges" VALUES(15,2,16,1,9,11,'df8eb4fdb375','f5498121-417a-5c65-b492-fbe4f653824f','ab88001dd3f8',NULL,NULL,NULL,NULL,20673,20673,20703,20612,20976,21,21,'2.5','2.5',1,525000,105000,630000);
INSERT INTO "charges" VALUES(16,2,17,1,9,14,'d9f7e241798a','6fe665a9-576b-5abb-9053-d94c6f6de4b9','f9e99a199e4a',NULL,NULL,NULL,NULL,20673,20673,20703,20612,20976,4,4,'24.6','24.6',1,984000,196800,1180800);
INSERT INTO "charges" VALUES(17,2,18,1,8,4,'d4cf4d74fd00','477db4aa-cb6a-57de-a72c-66557a430731','b57a07cf9d01',NULL,NULL,NULL,NULL,20686,20686,20716,20655,21019,6,6,'3.3','3.3',1,198000,39600,237600);
INSERT INTO "charges" VALUES(18,2,19,1,8,12,'d5b04158c2e5','ab26d204-292e-50dd-8ad5-81185b26f398','d6aeb18d120b',NULL,NULL,NULL,NULL,20686,20686,20716,20655,21019,22,22,'4.9','4.9',1,1078000,215600,1293600);
INSERT INTO "charges" VALUES(19,2,20,1,8,5,'ce70218ce2e0','e3d112d6-33a4-5878-bb05-1d3e1fee1304','e71c24d87644',NULL,NULL,NULL,NULL,20686,20686,20716,20655,21019,9,9,'10.3','10.3',1,927000,185400,1112400);
INSERT INTO "charges" VALUES(20,2,21,1,8,8,'b9776ba2da7b','cbde16af-d57b-5266-8a59-65f594c89d6f','b2a981f107e3',NULL,NULL,NULL,NULL,20672,20672,20702,20460,20824,9,9,'8.2','8.2',1,738000,147600,885600);
INSERT INTO "charges" VALUES(21,2,22,4,14,2,'a58c42233cf4','49ff36d5-59d8-5c1f-b5ed-18e8e099bb74','c0cf856c6d6c',NULL,NULL,NULL,NULL,20692,20692,21056,20692,21056,5,5,'147.6','147.6',1,7380000,1476000,8856000);
INSERT INTO "charges" VALUES(22,2,23,5,11,15,'ad5b60746451','bc2c5f09-1f98-5627-8290-2e37d227cdb0','ad5b60746451',NULL,NULL,NULL,NULL,20696,20666,20696,NULL,NULL,1,'9.46544','4.8387','4.112856877229162','0.742905518',289100,57800,346900);
INSERT INTO "charges" VALUES(23,2,24,6,11,16,'ad5b60746451','bc2c5f09-1f98-5627-8290-2e37d227cdb0','ad5b60746451',NULL,NULL,NULL,NULL,20696,20666,20696,NULL,NULL,1,'469.16882','0.23','0.195494662241195','0.742905518',681300,136300,817600);
INSERT INTO "charges" VALUES(24,2,25,7,11,17,'ad5b60746451','bc2c5f09-1f98-5627-8290-2e37d227cdb0','ad5b60746451',NULL,NULL,NULL,NULL,20696,20666,20696,NULL,NULL,1,'1086.316845','0.0196','0.016652600098455','0.742905518',134300,26900,161200);
INSERT INTO "charges" VALUES(25,2,26,8,11,18,'ad5b60746451','bc2c5f09-1f98-5627-8290-2e37d227cdb0','ad5b60746451',NULL,NULL,NULL,NULL,20696,20666,20696,NULL,NULL,1,'1.347703','21.68','18.423940586316125','0.742905518',184400,36900,221300);
INSERT INTO "charges" VALUES(26,3,1,9,3,19,'be6e2b133959','76035264-8103-531a-bf7d-db11640c287c','be6e2b133959',NULL,NULL,NULL,NULL,20726,20697,20726,NULL,NULL,-1,-1,'36.4','36.4',1,-364000,-32800,-396800);
INSERT INTO "charges" VALUES(27,5,1,10,3,19,'be6e2b133959','76035264-8103-531a-bf7d-db11640c287c','be6e2b133959',NULL,NULL,NULL,NULL,20726,20697,20726,NULL,NULL,-1,-1,'36.4','36.4',1,410000,-32800,-396800);
CREATE TABLE control_totals (
    as_of TEXT NOT NULL,
    position INTEGER NOT NULL,
    run_no INTEGER NOT NULL REFERENCES runs,
    invoice_id TEXT NOT NULL,
    invoice_date TEXT,
    document_type TEXT NOT NULL,
    currency TEXT NOT NULL,
    lines_read INTEGER NOT NULL,
    lines_rejected INTEGER NOT NULL,
    subtotal TEXT NOT NULL,
    tax TEXT NOT NULL,
    total TEXT NOT NULL,
    header_total TEXT,
    one_time TEXT NOT NULL,
    recurring TEXT NOT NULL,
    usage TEXT NOT NULL,
    credits TEXT NOT NULL,
    matched_lines INTEGER NOT NULL,
    tolerated_lines INTEGER NOT NULL,
    discrepant_lines INTEGER NOT NULL,
    unmatched_lines INTEGER NOT NULL,
    excluded_lines INTEGER NOT NULL,
    matched_amount TEXT NOT NULL,
    tolerated_amount TEXT NOT NULL,
    discrepant_amount TEXT NOT NULL,
    unmatched_amount TEXT NOT NULL,
    excluded_amount TEXT NOT NULL,
    provisional INTEGER NOT NULL,
    PRIMARY KEY (as_of, position)
) STRICT;
INSERT INTO "control_totals" VALUES('2026-11-10',0,1,'G041870114','2026-09-08','invoice','GBP',25,0,'4172.01','834.41','5006.42','5006.42','0.00','4043.10','128.91','0.00',8,0,0,17,0,'564.71','0.00','0.00','3607.30','0.00',0);
INSERT INTO "control_totals" VALUES('2026-11-10',1,1,'G043377940','2026-10-20','credit_note','USD',1,0,'-36.40','-3.28','-39.68','-39.68','0.00','0.00','0.00','-36.40',1,0,0,0,0,'-36.40','0.00','0.00','0.00','0.00',0);
INSERT INTO "control_totals" VALUES('2026-11-11',0,2,'G041870114','2026-09-08','invoice','GBP',25,0,'4172.01','834.41','5006.42','5006.42','0.00','4043.10','128.91','0.00',10,0,0,15,0,'1883.11','0.00','0.00','2288.90','0.00',0);
INSERT INTO "control_totals" VALUES('2026-11-11',1,2,'G043377940','2026-10-20','credit_note','USD',1,0,'41.00','-3.28','-39.68','-39.68','0.00','0.00','41.00','0.00',0,0,1,0,0,'0.00','0.00','41.00','0.00','0.00',0);
CREATE TABLE customers (
    customer_no INTEGER PRIMARY KEY,
    customer_id TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (customer_id, name)
) STRICT;
INSERT INTO "customers" VALUES(1,'08588730-ae0c-575b-b82c-ebe23a9281b8','Fernhill Analytics');
INSERT INTO "customers" VALUES(2,'c13a5012-0ddc-53c6-a3ab-fd61bf232d6d','Brightwater Logistics');
INSERT INTO "customers" VALUES(3,'8891f4ba-a62c-5d9e-9741-c711c8afb1c1','Harborlight Hotels');
INSERT INTO "customers" VALUES(4,'13076a9e-514f-5a53-9c1e-57266a86c8a6','Maple Street Clinics');
INSERT INTO "customers" VALUES(5,'f4764d30-1163-536b-8a41-9bd018459052','Granite Peak Builders');
INSERT INTO "customers" VALUES(6,'8a898469-c8a5-57f5-95d2-c9d8ef63d4d7','Ironwood Credit Union');
INSERT INTO "customers" VALUES(7,'dbaf54d6-f37c-55c6-a42d-b16a18b82c32','Cobalt Architects');
INSERT INTO "customers" VALUES(8,'91213394-ee09-5f4c-beb9-6999f4c1b0f1','Thistle & Rye Bakery');
INSERT INTO "customers" VALUES(9,'19cdb8f8-daaf-5444-8574-d19ea8c0a089','Stonebridge Solicitors');
INSERT INTO "customers" VALUES(10,'d835f660-7519-58f2-9c65-d88b162f1d8e','Dune & Field Foods');
INSERT INTO "customers" VALUES(11,'73b10015-35fa-5dfd-a742-3c8af7475282','Rookery Farm Supplies');
INSERT INTO "customers" VALUES(12,'ddaba4a0-a653-5f3b-8325-01671280e7d6','Quayside Theatre Trust');
INSERT INTO "customers" VALUES(13,'3c800572-242f-59a5-86ef-471086d5a0fd','Pemberton, Shaw & Co');
INSERT INTO "customers" VALUES(14,'','Thistle & Rye Bakery');
CREATE TABLE decisions (
    decision_no INTEGER PRIMARY KEY,
    run_no INTEGER NOT NULL REFERENCES runs,
    discrepancy_id TEXT NOT NULL,
    disposition TEXT NOT NULL,
    note TEXT NOT NULL,
    amount TEXT,
    decided_at TEXT NOT NULL
) STRICT;
CREATE TABLE discrepancies (
    as_of TEXT NOT NULL,
    position INTEGER NOT NULL,
    run_no INTEGER NOT NULL REFERENCES runs,
    discrepancy_id TEXT NOT NULL,
    status TEXT NOT NULL,
    class TEXT NOT NULL,
    severity TEXT NOT NULL,
    direction TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    age_days INTEGER NOT NULL,
    invoice_id TEXT NOT NULL,
    invoice_date TEXT,
    document_type TEXT NOT NULL,
    billing_period_start TEXT,
    billing_period_end TEXT,
    customer_id TEXT NOT NULL,
    customer_name TEXT NOT NULL,
    order_id TEXT NOT NULL,
    line_number INTEGER,
    matched_by TEXT,
    subscription_id TEXT NOT NULL,
    catalog_item_id TEXT NOT NULL,
    product_name TEXT NOT NULL,
    sku_name TEXT NOT NULL,
    charge_type TEXT NOT NULL,
    charge_start TEXT,
    charge_end TEXT,
    term TEXT NOT NULL,
    billing_cycle TEXT NOT NULL,
    expected_quantity TEXT,
    billed_quantity TEXT,
    expected_unit_price TEXT,
    billed_unit_price TEXT,
    currency TEXT,
    expected_amount TEXT,
    billed_amount TEXT,
    reporting_currency TEXT,
    difference_reporting TEXT,
    rule TEXT NOT NULL,
    explanation TEXT NOT NULL,
    suggested_action TEXT NOT NULL,
    disposition TEXT,
    reviewer_note TEXT NOT NULL,
    provisional INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    steps TEXT NOT NULL,
    discriminator TEXT NOT NULL,
    PRIMARY KEY (as_of, position)
) STRICT;
INSERT INTO "discrepancies" VALUES('2026-11-10',0,1,'13e979d7e831974f2513','new','charged_not_ordered','high','overcharge','2026-11-10',0,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','','Thistle & Rye Bakery','a58c42233cf4',NULL,NULL,'49ff36d5-59d8-5c1f-b5ed-18e8e099bb74','CFQ7TTC0SJ76:0001:CFQ7TTC0N2TM','Visio Plan 2','Visio Plan 2','new','2026-08-27','2027-08-26','One-Year commitment for yearly billing','annual',NULL,'5',NULL,'147.6','GBP','0.00','738.00',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#22"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-10',1,1,'d5251699e5570cd7c5b4','new','charged_not_ordered','high','overcharge','2026-11-10',0,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','19cdb8f8-daaf-5444-8574-d19ea8c0a089','Stonebridge Solicitors','d9f7e241798a',NULL,NULL,'6fe665a9-576b-5abb-9053-d94c6f6de4b9','CFQ7TTC0TK18:0001:CFQ7TTC0M3UN','Project Plan 3','Project Plan 3','cycleCharge','2026-08-08','2026-09-07','One-Year commitment for monthly billing','monthly',NULL,'4',NULL,'24.6','GBP','0.00','98.40',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#17"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-10',2,1,'3110d927c3d82dacd81e','new','charged_not_ordered','high','overcharge','2026-11-10',0,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','19cdb8f8-daaf-5444-8574-d19ea8c0a089','Stonebridge Solicitors','df8eb4fdb375',NULL,NULL,'f5498121-417a-5c65-b492-fbe4f653824f','CFQ7TTC0SG95:0001:CFQ7TTC0U8RK','Microsoft Defender for Business','Microsoft Defender for Business','cycleCharge','2026-08-08','2026-09-07','One-Year commitment for monthly billing','monthly',NULL,'21',NULL,'2.5','GBP','0.00','52.50',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#16"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-10',3,1,'46228523c5cda8bddc64','new','charged_not_ordered','high','overcharge','2026-11-10',0,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','3c800572-242f-59a5-86ef-471086d5a0fd','Pemberton, Shaw & Co','a10f0990ae60',NULL,NULL,'1d6c3b16-d390-5a02-9b04-de7fa30fff9e','CFQ7TTC0SG95:0001:CFQ7TTC0U8RK','Microsoft Defender for Business','Microsoft Defender for Business','cycleCharge','2026-08-04','2026-09-03','One-Year commitment for monthly billing','monthly',NULL,'64',NULL,'2.5','GBP','0.00','160.00',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#4"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-10',4,1,'81248ba2bf8b83e2a432','new','charged_not_ordered','high','overcharge','2026-11-10',0,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','3c800572-242f-59a5-86ef-471086d5a0fd','Pemberton, Shaw & Co','a34aa87b557e',NULL,NULL,'b250aeb2-c131-5a9a-a168-302ed352688b','CFQ7TTC0QC39:0002:CFQ7TTC0X4MF','Microsoft 365 Business Premium','Microsoft 365 Business Premium','cycleCharge','2026-08-04','2026-09-03','One-Year commitment for monthly billing','monthly',NULL,'64',NULL,'18.1','GBP','0.00','1158.40',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#3"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-10',5,1,'79e3e96e5bb9c520bbd9','new','charged_not_ordered','high','overcharge','2026-11-10',0,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','3c800572-242f-59a5-86ef-471086d5a0fd','Pemberton, Shaw & Co','a75ab5dc3409',NULL,NULL,'e5c17a11-4c96-5536-82a5-8452249b53a8','CFQ7TTC0UP44:0003:CFQ7TTC0H7YS','Windows 365 Business','Windows 365 Business 2 vCPU, 8 GB, 128 GB','cycleCharge','2026-08-28','2026-09-27','One-Year commitment for monthly billing','monthly',NULL,'7',NULL,'28.1','GBP','0.00','196.70',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#6"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-10',6,1,'c93c8563297c21c6da28','new','charged_not_ordered','high','overcharge','2026-11-10',0,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','3c800572-242f-59a5-86ef-471086d5a0fd','Pemberton, Shaw & Co','c08675c485db',NULL,NULL,'1237d899-36d6-50b0-a949-46b352094fe2','CFQ7TTC0RF21:0001:CFQ7TTC0T7QJ','Exchange Online (Plan 1)','Exchange Online (Plan 1)','cycleCharge','2026-08-14','2026-09-13','One-Year commitment for monthly billing','monthly',NULL,'18',NULL,'3.3','GBP','0.00','59.40',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#2"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-10',7,1,'46272edfcef9bdc86e0b','new','charged_not_ordered','high','overcharge','2026-11-10',0,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','3c800572-242f-59a5-86ef-471086d5a0fd','Pemberton, Shaw & Co','ca6f73b866e5',NULL,NULL,'f9abbef3-d71e-5086-a171-e41c129f71a3','CFQ7TTC0SJ76:0001:CFQ7TTC0N2TM','Visio Plan 2','Visio Plan 2','cycleCharge','2026-08-14','2026-09-13','One-Year commitment for monthly billing','monthly',NULL,'9',NULL,'12.3','GBP','0.00','110.70',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#5"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-10',8,1,'c4a29890bcf9109b217a','new','charged_not_ordered','high','overcharge','2026-11-10',0,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','73b10015-35fa-5dfd-a742-3c8af7475282','Rookery Farm Supplies','dea933e8dbb9',NULL,NULL,'ae424461-ccb2-578a-8346-3eabb73a81d2','CFQ7TTC0RF21:0001:CFQ7TTC0T7QJ','Exchange Online (Plan 1)','Exchange Online (Plan 1)','cycleCharge','2026-08-16','2026-09-15','One-Year commitment for monthly billing','monthly',NULL,'11',NULL,'3.3','GBP','0.00','36.30',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#12"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-10',9,1,'d5e2a5b749e579501d4f','new','charged_not_ordered','high','overcharge','2026-11-10',0,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','73b10015-35fa-5dfd-a742-3c8af7475282','Rookery Farm Supplies','e42749a2bfb7',NULL,NULL,'b0470dba-446e-5b0f-859c-b874fda7d7d0','CFQ7TTC0SH43:0001:CFQ7TTC0P9SL','Microsoft Teams Premium','Microsoft Teams Premium','cycleCharge','2026-08-11','2026-09-10','One-Year commitment for monthly billing','monthly',NULL,'12',NULL,'8.2','GBP','0.00','98.40',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#15"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-10',10,1,'314ce2c3c0b1fd065fe0','new','charged_not_ordered','high','overcharge','2026-11-10',0,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','91213394-ee09-5f4c-beb9-6999f4c1b0f1','Thistle & Rye Bakery','ce70218ce2e0',NULL,NULL,'e3d112d6-33a4-5878-bb05-1d3e1fee1304','CFQ7TTC0QB52:0001:CFQ7TTC0W8LD','Microsoft 365 Business Standard','Microsoft 365 Business Standard','cycleCharge','2026-08-21','2026-09-20','One-Year commitment for monthly billing','monthly',NULL,'9',NULL,'10.3','GBP','0.00','92.70',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#20"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-10',11,1,'40ec101419fb2843be7e','new','charged_not_ordered','high','overcharge','2026-11-10',0,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','91213394-ee09-5f4c-beb9-6999f4c1b0f1','Thistle & Rye Bakery','d4cf4d74fd00',NULL,NULL,'477db4aa-cb6a-57de-a72c-66557a430731','CFQ7TTC0RF21:0001:CFQ7TTC0T7QJ','Exchange Online (Plan 1)','Exchange Online (Plan 1)','cycleCharge','2026-08-21','2026-09-20','One-Year commitment for monthly billing','monthly',NULL,'6',NULL,'3.3','GBP','0.00','19.80',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#18"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-10',12,1,'91cfafef466d1907ebf2','new','charged_not_ordered','high','overcharge','2026-11-10',0,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','91213394-ee09-5f4c-beb9-6999f4c1b0f1','Thistle & Rye Bakery','d5b04158c2e5',NULL,NULL,'ab26d204-292e-50dd-8ad5-81185b26f398','CFQ7TTC0QA17:0001:CFQ7TTC0V3JB','Microsoft 365 Business Basic','Microsoft 365 Business Basic','cycleCharge','2026-08-21','2026-09-20','One-Year commitment for monthly billing','monthly',NULL,'22',NULL,'4.9','GBP','0.00','107.80',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#19"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-10',13,1,'0092e8e4e0161ad49e43','new','charged_not_ordered','high','overcharge','2026-11-10',0,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','ddaba4a0-a653-5f3b-8325-01671280e7d6','Quayside Theatre Trust','b69fd11986f4',NULL,NULL,'d691827d-1ef8-502a-b91d-d67cc2251893','CFQ7TTC0RF21:0001:CFQ7TTC0T7QJ','Exchange Online (Plan 1)','Exchange Online (Plan 1)','cycleCharge','2026-08-20','2026-09-19','One-Year commitment for monthly billing','monthly',NULL,'26',NULL,'3.3','GBP','0.00','85.80',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#7"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-10',14,1,'07a3684224fe0d4030fc','new','charged_not_ordered','high','overcharge','2026-11-10',0,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','ddaba4a0-a653-5f3b-8325-01671280e7d6','Quayside Theatre Trust','b6d6fc1a7375',NULL,NULL,'f53945e0-fafe-527a-a2c8-2bad99a13a5a','CFQ7TTC0SH43:0001:CFQ7TTC0P9SL','Microsoft Teams Premium','Microsoft Teams Premium','new','2026-08-06','2026-09-05','One-Month commitment for monthly billing','monthly',NULL,'15',NULL,'9.84','GBP','0.00','147.60',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#10"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-10',15,1,'43480f471a7c60756add','new','charged_not_ordered','high','overcharge','2026-11-10',0,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','ddaba4a0-a653-5f3b-8325-01671280e7d6','Quayside Theatre Trust','b8a4b7ba808d',NULL,NULL,'4ea5a2bd-6c2b-5c7e-884e-fe7f083800c1','CFQ7TTC0QB52:0001:CFQ7TTC0W8LD','Microsoft 365 Business Standard','Microsoft 365 Business Standard','cycleCharge','2026-08-20','2026-09-19','One-Year commitment for monthly billing','monthly',NULL,'38',NULL,'10.3','GBP','0.00','391.40',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#9"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-10',16,1,'e43b9903ab83eaa6e458','new','charged_not_ordered','high','overcharge','2026-11-10',0,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','ddaba4a0-a653-5f3b-8325-01671280e7d6','Quayside Theatre Trust','c68a8324a817',NULL,NULL,'36b9fc9a-13d3-5a63-a7fb-c117c302fe88','CFQ7TTC0TL87:0001:CFQ7TTC0L4VP','Power BI Pro','Power BI Pro','new','2026-08-20','2026-08-31','One-Year commitment for monthly billing','monthly',NULL,'12',NULL,'4.451612903225','GBP','0.00','53.40',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#11"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-10',17,1,'b278f30e8245aef6f6a2','new','invoice_missing','medium','timing','2026-11-10',0,'',NULL,'','2026-09-01','2026-09-30','','','',NULL,NULL,'','','','','','2026-09-01','2026-09-30','','',NULL,NULL,NULL,NULL,'GBP','435.80','0.00',NULL,NULL,'invoice_missing','4 charge(s) were expected in 2026-09; there is no invoice in GBP.','Fetch the invoice, or ask why it was not issued.',NULL,'',0,'[]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-10',18,1,'048cba1e95fb4b831009','new','invoice_missing','medium','timing','2026-11-10',0,'',NULL,'','2026-10-01','2026-10-31','','','',NULL,NULL,'','','','','','2026-10-01','2026-10-31','','',NULL,NULL,NULL,NULL,'GBP','435.80','0.00',NULL,NULL,'invoice_missing','4 charge(s) were expected in 2026-10; there is no invoice in GBP.','Fetch the invoice, or ask why it was not issued.',NULL,'',0,'[]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-10',19,1,'e1f4edee6bd40201b6f1','new','invoice_missing','medium','timing','2026-11-10',0,'',NULL,'','2026-10-01','2026-10-31','','','',NULL,NULL,'','','','','','2026-10-01','2026-10-31','','',NULL,NULL,NULL,NULL,'USD','5101.00','0.00',NULL,NULL,'invoice_missing','6 charge(s) were expected in 2026-10; there is no invoice in USD.','Fetch the invoice, or ask why it was not issued.',NULL,'',0,'[]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',0,2,'13e979d7e831974f2513','open','charged_not_ordered','high','overcharge','2026-11-10',1,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','','Thistle & Rye Bakery','a58c42233cf4',NULL,NULL,'49ff36d5-59d8-5c1f-b5ed-18e8e099bb74','CFQ7TTC0SJ76:0001:CFQ7TTC0N2TM','Visio Plan 2','Visio Plan 2','new','2026-08-27','2027-08-26','One-Year commitment for yearly billing','annual',NULL,'5',NULL,'147.6','GBP','0.00','738.00',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#22"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',1,2,'d5251699e5570cd7c5b4','open','charged_not_ordered','high','overcharge','2026-11-10',1,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','19cdb8f8-daaf-5444-8574-d19ea8c0a089','Stonebridge Solicitors','d9f7e241798a',NULL,NULL,'6fe665a9-576b-5abb-9053-d94c6f6de4b9','CFQ7TTC0TK18:0001:CFQ7TTC0M3UN','Project Plan 3','Project Plan 3','cycleCharge','2026-08-08','2026-09-07','One-Year commitment for monthly billing','monthly',NULL,'4',NULL,'24.6','GBP','0.00','98.40',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#17"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',2,2,'3110d927c3d82dacd81e','open','charged_not_ordered','high','overcharge','2026-11-10',1,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','19cdb8f8-daaf-5444-8574-d19ea8c0a089','Stonebridge Solicitors','df8eb4fdb375',NULL,NULL,'f5498121-417a-5c65-b492-fbe4f653824f','CFQ7TTC0SG95:0001:CFQ7TTC0U8RK','Microsoft Defender for Business','Microsoft Defender for Business','cycleCharge','2026-08-08','2026-09-07','One-Year commitment for monthly billing','monthly',NULL,'21',NULL,'2.5','GBP','0.00','52.50',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#16"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',3,2,'46228523c5cda8bddc64','resolved','charged_not_ordered','high','overcharge','2026-11-10',1,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','3c800572-242f-59a5-86ef-471086d5a0fd','Pemberton, Shaw & Co','a10f0990ae60',NULL,NULL,'1d6c3b16-d390-5a02-9b04-de7fa30fff9e','CFQ7TTC0SG95:0001:CFQ7TTC0U8RK','Microsoft Defender for Business','Microsoft Defender for Business','cycleCharge','2026-08-04','2026-09-03','One-Year commitment for monthly billing','monthly',NULL,'64',NULL,'2.5','GBP','0.00','160.00',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#4"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',4,2,'81248ba2bf8b83e2a432','resolved','charged_not_ordered','high','overcharge','2026-11-10',1,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','3c800572-242f-59a5-86ef-471086d5a0fd','Pemberton, Shaw & Co','a34aa87b557e',NULL,NULL,'b250aeb2-c131-5a9a-a168-302ed352688b','CFQ7TTC0QC39:0002:CFQ7TTC0X4MF','Microsoft 365 Business Premium','Microsoft 365 Business Premium','cycleCharge','2026-08-04','2026-09-03','One-Year commitment for monthly billing','monthly',NULL,'64',NULL,'18.1','GBP','0.00','1158.40',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#3"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',5,2,'79e3e96e5bb9c520bbd9','open','charged_not_ordered','high','overcharge','2026-11-10',1,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','3c800572-242f-59a5-86ef-471086d5a0fd','Pemberton, Shaw & Co','a75ab5dc3409',NULL,NULL,'e5c17a11-4c96-5536-82a5-8452249b53a8','CFQ7TTC0UP44:0003:CFQ7TTC0H7YS','Windows 365 Business','Windows 365 Business 2 vCPU, 8 GB, 128 GB','cycleCharge','2026-08-28','2026-09-27','One-Year commitment for monthly billing','monthly',NULL,'7',NULL,'28.1','GBP','0.00','196.70',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#6"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',6,2,'c93c8563297c21c6da28','open','charged_not_ordered','high','overcharge','2026-11-10',1,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','3c800572-242f-59a5-86ef-471086d5a0fd','Pemberton, Shaw & Co','c08675c485db',NULL,NULL,'1237d899-36d6-50b0-a949-46b352094fe2','CFQ7TTC0RF21:0001:CFQ7TTC0T7QJ','Exchange Online (Plan 1)','Exchange Online (Plan 1)','cycleCharge','2026-08-14','2026-09-13','One-Year commitment for monthly billing','monthly',NULL,'18',NULL,'3.3','GBP','0.00','59.40',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#2"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',7,2,'46272edfcef9bdc86e0b','open','charged_not_ordered','high','overcharge','2026-11-10',1,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','3c800572-242f-59a5-86ef-471086d5a0fd','Pemberton, Shaw & Co','ca6f73b866e5',NULL,NULL,'f9abbef3-d71e-5086-a171-e41c129f71a3','CFQ7TTC0SJ76:0001:CFQ7TTC0N2TM','Visio Plan 2','Visio Plan 2','cycleCharge','2026-08-14','2026-09-13','One-Year commitment for monthly billing','monthly',NULL,'9',NULL,'12.3','GBP','0.00','110.70',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#5"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',8,2,'c4a29890bcf9109b217a','open','charged_not_ordered','high','overcharge','2026-11-10',1,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','73b10015-35fa-5dfd-a742-3c8af7475282','Rookery Farm Supplies','dea933e8dbb9',NULL,NULL,'ae424461-ccb2-578a-8346-3eabb73a81d2','CFQ7TTC0RF21:0001:CFQ7TTC0T7QJ','Exchange Online (Plan 1)','Exchange Online (Plan 1)','cycleCharge','2026-08-16','2026-09-15','One-Year commitment for monthly billing','monthly',NULL,'11',NULL,'3.3','GBP','0.00','36.30',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#12"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',9,2,'d5e2a5b749e579501d4f','open','charged_not_ordered','high','overcharge','2026-11-10',1,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','73b10015-35fa-5dfd-a742-3c8af7475282','Rookery Farm Supplies','e42749a2bfb7',NULL,NULL,'b0470dba-446e-5b0f-859c-b874fda7d7d0','CFQ7TTC0SH43:0001:CFQ7TTC0P9SL','Microsoft Teams Premium','Microsoft Teams Premium','cycleCharge','2026-08-11','2026-09-10','One-Year commitment for monthly billing','monthly',NULL,'12',NULL,'8.2','GBP','0.00','98.40',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#15"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',10,2,'314ce2c3c0b1fd065fe0','open','charged_not_ordered','high','overcharge','2026-11-10',1,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','91213394-ee09-5f4c-beb9-6999f4c1b0f1','Thistle & Rye Bakery','ce70218ce2e0',NULL,NULL,'e3d112d6-33a4-5878-bb05-1d3e1fee1304','CFQ7TTC0QB52:0001:CFQ7TTC0W8LD','Microsoft 365 Business Standard','Microsoft 365 Business Standard','cycleCharge','2026-08-21','2026-09-20','One-Year commitment for monthly billing','monthly',NULL,'9',NULL,'10.3','GBP','0.00','92.70',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#20"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',11,2,'40ec101419fb2843be7e','open','charged_not_ordered','high','overcharge','2026-11-10',1,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','91213394-ee09-5f4c-beb9-6999f4c1b0f1','Thistle & Rye Bakery','d4cf4d74fd00',NULL,NULL,'477db4aa-cb6a-57de-a72c-66557a430731','CFQ7TTC0RF21:0001:CFQ7TTC0T7QJ','Exchange Online (Plan 1)','Exchange Online (Plan 1)','cycleCharge','2026-08-21','2026-09-20','One-Year commitment for monthly billing','monthly',NULL,'6',NULL,'3.3','GBP','0.00','19.80',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#18"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',12,2,'91cfafef466d1907ebf2','open','charged_not_ordered','high','overcharge','2026-11-10',1,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','91213394-ee09-5f4c-beb9-6999f4c1b0f1','Thistle & Rye Bakery','d5b04158c2e5',NULL,NULL,'ab26d204-292e-50dd-8ad5-81185b26f398','CFQ7TTC0QA17:0001:CFQ7TTC0V3JB','Microsoft 365 Business Basic','Microsoft 365 Business Basic','cycleCharge','2026-08-21','2026-09-20','One-Year commitment for monthly billing','monthly',NULL,'22',NULL,'4.9','GBP','0.00','107.80',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#19"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',13,2,'0092e8e4e0161ad49e43','open','charged_not_ordered','high','overcharge','2026-11-10',1,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','ddaba4a0-a653-5f3b-8325-01671280e7d6','Quayside Theatre Trust','b69fd11986f4',NULL,NULL,'d691827d-1ef8-502a-b91d-d67cc2251893','CFQ7TTC0RF21:0001:CFQ7TTC0T7QJ','Exchange Online (Plan 1)','Exchange Online (Plan 1)','cycleCharge','2026-08-20','2026-09-19','One-Year commitment for monthly billing','monthly',NULL,'26',NULL,'3.3','GBP','0.00','85.80',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#7"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',14,2,'07a3684224fe0d4030fc','open','charged_not_ordered','high','overcharge','2026-11-10',1,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','ddaba4a0-a653-5f3b-8325-01671280e7d6','Quayside Theatre Trust','b6d6fc1a7375',NULL,NULL,'f53945e0-fafe-527a-a2c8-2bad99a13a5a','CFQ7TTC0SH43:0001:CFQ7TTC0P9SL','Microsoft Teams Premium','Microsoft Teams Premium','new','2026-08-06','2026-09-05','One-Month commitment for monthly billing','monthly',NULL,'15',NULL,'9.84','GBP','0.00','147.60',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#10"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',15,2,'43480f471a7c60756add','open','charged_not_ordered','high','overcharge','2026-11-10',1,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','ddaba4a0-a653-5f3b-8325-01671280e7d6','Quayside Theatre Trust','b8a4b7ba808d',NULL,NULL,'4ea5a2bd-6c2b-5c7e-884e-fe7f083800c1','CFQ7TTC0QB52:0001:CFQ7TTC0W8LD','Microsoft 365 Business Standard','Microsoft 365 Business Standard','cycleCharge','2026-08-20','2026-09-19','One-Year commitment for monthly billing','monthly',NULL,'38',NULL,'10.3','GBP','0.00','391.40',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#9"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',16,2,'e43b9903ab83eaa6e458','open','charged_not_ordered','high','overcharge','2026-11-10',1,'G041870114','2026-09-08','invoice','2026-08-01','2026-08-31','ddaba4a0-a653-5f3b-8325-01671280e7d6','Quayside Theatre Trust','c68a8324a817',NULL,NULL,'36b9fc9a-13d3-5a63-a7fb-c117c302fe88','CFQ7TTC0TL87:0001:CFQ7TTC0L4VP','Power BI Pro','Power BI Pro','new','2026-08-20','2026-08-31','One-Year commitment for monthly billing','monthly',NULL,'12',NULL,'4.451612903225','GBP','0.00','53.40',NULL,NULL,'charged_not_ordered','No order by order id, alternate id, subscription, or customer and item.','Find who ordered it; record the order, or dispute the charge within seven days.',NULL,'',0,'["invoices/G041870114/ReconciliationFile_G041870114.csv#11"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',17,2,'abe83efbd761cbfc7774','new','line_withdrawn','high','overcharge','2026-11-11',0,'G043377940','2026-10-20','credit_note','2026-09-01','2026-09-30','8891f4ba-a62c-5d9e-9741-c711c8afb1c1','Harborlight Hotels','be6e2b133959',NULL,NULL,'76035264-8103-531a-bf7d-db11640c287c','DZH318Z0DG91:0001:DZH318Z0EG63','Azure service level credit','Azure service level credit','customerCredit','2026-09-01','2026-09-30','','',NULL,'-1',NULL,'36.4','USD','-36.40','0.00',NULL,NULL,'line_withdrawn','Read before as -36.40, now gone from the invoice.','Check why the line is gone and whether a credit follows.',NULL,'',0,'["invoices/G043377940/lineitems/onetime-billinglineitems/page-0001.json#1"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',18,2,'0c7243d5ad8553335909','new','quantity_sign','medium','data','2026-11-11',0,'G043377940','2026-10-20','credit_note','2026-09-01','2026-09-30','8891f4ba-a62c-5d9e-9741-c711c8afb1c1','Harborlight Hotels','be6e2b133959',NULL,NULL,'76035264-8103-531a-bf7d-db11640c287c','DZH318Z0DG91:0001:DZH318Z0EG63','Azure service level credit','Azure service level credit','customerCredit','2026-09-01','2026-09-30','1/Day','',NULL,'1',NULL,'36.4','USD',NULL,'41.00',NULL,NULL,'quantity_sign','-1 units on a customerCredit line of 41.00 USD: a charge that is no credit has positive units.','Check whether the line is a reversal; have its charge type corrected.',NULL,'',0,'["invoices/G043377940/lineitems/onetime-billinglineitems/page-0001.json#1"]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',19,2,'b278f30e8245aef6f6a2','changed','invoice_missing','medium','timing','2026-11-10',1,'',NULL,'','2026-09-01','2026-09-30','','','',NULL,NULL,'','','','','','2026-09-01','2026-09-30','','',NULL,NULL,NULL,NULL,'GBP','1754.20','0.00',NULL,NULL,'invoice_missing','6 charge(s) were expected in 2026-09; there is no invoice in GBP.','Fetch the invoice, or ask why it was not issued.',NULL,'',0,'[]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',20,2,'048cba1e95fb4b831009','changed','invoice_missing','medium','timing','2026-11-10',1,'',NULL,'','2026-10-01','2026-10-31','','','',NULL,NULL,'','','','','','2026-10-01','2026-10-31','','',NULL,NULL,NULL,NULL,'GBP','1754.20','0.00',NULL,NULL,'invoice_missing','6 charge(s) were expected in 2026-10; there is no invoice in GBP.','Fetch the invoice, or ask why it was not issued.',NULL,'',0,'[]','[]','');
INSERT INTO "discrepancies" VALUES('2026-11-11',21,2,'e1f4edee6bd40201b6f1','changed','invoice_missing','medium','timing','2026-11-10',1,'',NULL,'','2026-10-01','2026-10-31','','','',NULL,NULL,'','','','','','2026-10-01','2026-10-31','','',NULL,NULL,NULL,NULL,'USD','6701.00','0.00',NULL,NULL,'invoice_missing','8 charge(s) were expected in 2026-10; there is no invoice in USD.','Fetch the invoice, or ask why it was not issued.',NULL,'',0,'[]','[]','');
CREATE TABLE file_identities (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO "grdb_migrations" VALUES('1 facts, dictionaries, findings');
INSERT INTO "grdb_migrations" VALUES('2 append-only, seals, journal');
INSERT INTO "grdb_migrations" VALUES('3 night totals');
CREATE TABLE invoice_headers (
    header_no INTEGER PRIMARY KEY,
    invoice_no INTEGER NOT NULL REFERENCES invoices,
    run_no INTEGER NOT NULL REFERENCES runs,
    invoice_date TEXT NOT NULL,
    period_start TEXT NOT NULL,
    period_end TEXT NOT NULL,
    currency TEXT NOT NULL,
    total_charges TEXT NOT NULL,
    paid_amount TEXT NOT NULL,
    document_type TEXT NOT NULL,
    invoice_type TEXT NOT NULL,
    amends TEXT,
    standing TEXT NOT NULL,
    standing_by TEXT,
    is_headerless INTEGER NOT NULL
) STRICT;
INSERT INTO "invoice_headers" VALUES(1,1,1,'2026-09-08','2026-08-01','2026-08-31','GBP','5006.42','5006.42','invoice','OneTime',NULL,'active',NULL,0);
INSERT INTO "invoice_headers" VALUES(2,2,1,'2026-10-20','2026-09-01','2026-09-30','USD','-39.68','0.00','credit_note','OneTime','G043216509','active',NULL,0);
CREATE TABLE invoices (
    invoice_no INTEGER PRIMARY KEY,
    invoice_id TEXT NOT NULL UNIQUE,
    first_run_no INTEGER NOT NULL REFERENCES runs
) STRICT;
INSERT INTO "invoices" VALUES(1,'G041870114',1);
INSERT INTO "invoices" VALUES(2,'G043377940',1);
CREATE TABLE items (
    item_no INTEGER PRIMARY KEY,
    product_id TEXT NOT NULL,
    sku_id TEXT NOT NULL,
    availability_id TEXT NOT NULL,
    product_name TEXT NOT NULL,
    sku_name TEXT NOT NULL,
    UNIQUE (product_id, sku_id, availability_id, product_name, sku_name)
) STRICT;
INSERT INTO "items" VALUES(1,'DZH318Z0CV15','0001','DZH318Z0A4EZ','Microsoft Azure Plan','Azure plan');
INSERT INTO "items" VALUES(2,'CFQ7TTC0SJ76','0001','CFQ7TTC0N2TM','Visio Plan 2','Visio Plan 2');
INSERT INTO "items" VALUES(3,'CFQ7TTC0RD08','0001','CFQ7TTC0Y5NG','Microsoft 365 E3','Microsoft 365 E3');
INSERT INTO "items" VALUES(4,'CFQ7TTC0RF21','0001','CFQ7TTC0T7QJ','Exchange Online (Plan 1)','Exchange Online (Plan 1)');
INSERT INTO "items" VALUES(5,'CFQ7TTC0QB52','0001','CFQ7TTC0W8LD','Microsoft 365 Business Standard','Microsoft 365 Business Standard');
INSERT INTO "items" VALUES(6,'CFQ7TTC0UP44','0003','CFQ7TTC0H7YS','Windows 365 Business','Windows 365 Business 2 vCPU, 8 GB, 128 GB');
INSERT INTO "items" VALUES(7,'CFQ7TTC0TL87','0001','CFQ7TTC0L4VP','Power BI Pro','Power BI Pro');
INSERT INTO "items" VALUES(8,'CFQ7TTC0SH43','0001','CFQ7TTC0P9SL','Microsoft Teams Premium','Microsoft Teams Premium');
INSERT INTO "items" VALUES(9,'be26d201-2be3-5a86-81f6-2fecd3cb62b0','','','Exchange Online (Plan 2)','Exchange Online (Plan 2)');
INSERT INTO "items" VALUES(10,'ba41596d-7911-5176-a044-2adeed1b22c3','','','Office 365 E1','Office 365 E1');
INSERT INTO "items" VALUES(11,'CFQ7TTC0SG95','0001','CFQ7TTC0U8RK','Microsoft Defender for Business','Microsoft Defender for Business');
INSERT INTO "items" VALUES(12,'CFQ7TTC0QA17','0001','CFQ7TTC0V3JB','Microsoft 365 Business Basic','Microsoft 365 Business Basic');
INSERT INTO "items" VALUES(13,'CFQ7TTC0QC39','0002','CFQ7TTC0X4MF','Microsoft 365 Business Premium','Microsoft 365 Business Premium');
INSERT INTO "items" VALUES(14,'CFQ7TTC0TK18','0001','CFQ7TTC0M3UN','Project Plan 3','Project Plan 3');
INSERT INTO "items" VALUES(15,'DZH318Z0DD62','00P3','DZH318Z0ED14','SQL Database Single Standard','Standard S3');
INSERT INTO "items" VALUES(16,'DZH318Z0DA31','002F','DZH318Z0EA77','Virtual Machines Dsv5 Series','Virtual Machines D4s v5');
INSERT INTO "items" VALUES(17,'DZH318Z0DC59','0047','DZH318Z0EC83','Blob Storage','Hot LRS');
INSERT INTO "items" VALUES(18,'DZH318Z0DB46','0018','DZH318Z0EB20','Premium SSD Managed Disks','Premium SSD P10 LRS');
INSERT INTO "items" VALUES(19,'DZH318Z0DG91','0001','DZH318Z0EG63','Azure service level credit','Azure service level credit');
INSERT INTO "items" VALUES(20,'CFQ7TTC0RE64','0001','CFQ7TTC0Z6PH','Microsoft 365 E5','Microsoft 365 E5');
CREATE TABLE night_disputes (
    as_of TEXT NOT NULL,
    currency TEXT NOT NULL,
    in_dispute TEXT NOT NULL,
    PRIMARY KEY (as_of, currency)
) STRICT, WITHOUT ROWID;
CREATE TABLE night_findings (
    as_of TEXT PRIMARY KEY,
    standing INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE nights (
    as_of TEXT PRIMARY KEY,
    run_no INTEGER NOT NULL REFERENCES runs
) STRICT, WITHOUT ROWID;
INSERT INTO "nights" VALUES('2026-11-10',1);
INSERT INTO "nights" VALUES('2026-11-11',2);
CREATE TABLE order_event_fingerprints (
    first_event_no INTEGER PRIMARY KEY,
    posting_no INTEGER NOT NULL REFERENCES postings,
    fingerprints BLOB NOT NULL
) STRICT;
INSERT INTO "order_event_fingerprints" VALUES(1,1,X'82ECC40CA18FEC61D16226E6935F4AE2FE2CCF9C88F2126608FAC1A13AA22DE70103A824B22FBB1FD50965AE8382E5E1C78F67566B5CB3FEBE8DCCDA2309D97C6941F4023C80D96210DBC7C47A6FC5500E2915DCEBC31F687BADB2C0A8FFE9E432ABE84F483F58BCD79E8D173A4654E4EB2AE8869A01FC977D2F39801645B20D30EF68113D50D6FBBEC790346D2B62ABDA1D2DE7B22340F7AAC7322C1D1B68CCA53C12C7313091C8E8F1325E0B3F23E190127BCB84CFDB04723392157B55BD03C9D983AEE2CDA6FA54B6CDAECA6C2EF96296B8D5941FC0FCBF2F82A887B9921D27FD6CC9E451F4EAEAE0A69D3DD474BCB13B2392BDC470CECD2860E9732A779FC7BC5B0C0B09F39AE41950A2BD1C09B227A32023619352B14719707841D3B9EF7C8B106CA01D3D5C3136FFD61B5540EDCD58AA177C65BA5AAD55505826CD83E517EB106CC56F0A669BA256B54E0E7739875F9BD601EE96F310055363D69213A673F10823828707E2688F076425994AD6E579DCEDAA53AC6E166A5F9C59EBD793');
INSERT INTO "order_event_fingerprints" VALUES(25,4,X'7292CEFCE1CCD4FAE42F32EFDE5EB0F4D5AF77131E818B5462AEC0D6E2FF15BD048EEDA471F4F3CDC87F0E3200F84E68246F850F1F4C6D38793AE350E2267109124BC72C3B1C4ABA975C78AA1C504245060BFDF289DB521608FF8F0291E9D5CD');
CREATE TABLE order_events (
    event_no INTEGER PRIMARY KEY,
    posting_no INTEGER NOT NULL REFERENCES postings,
    line INTEGER NOT NULL,
    terms_no INTEGER NOT NULL REFERENCES order_terms,
    customer_no INTEGER NOT NULL REFERENCES customers,
    item_no INTEGER NOT NULL REFERENCES items,
    order_id TEXT,
    line_number INTEGER NOT NULL,
    subscription_id TEXT,
    alternate_id TEXT,
    reference_id TEXT,
    promotion_id TEXT,
    purchase_order TEXT,
    order_date INTEGER NOT NULL,
    effective_date INTEGER NOT NULL,
    end_date INTEGER,
    quantity ANY NOT NULL,
    unit_price ANY,
    discount_percent ANY
) STRICT;
INSERT INTO "order_events" VALUES(1,1,2,1,1,1,'b2b4294776c5',1,'4a0ace3a-9c1b-5d46-8f3f-6cb7ae4817e0',NULL,NULL,NULL,NULL,19968,19968,NULL,1,NULL,NULL);
INSERT INTO "order_events" VALUES(2,1,3,1,2,1,'c3e921be38bc',1,'d228f9e1-88bd-5aea-8b23-97149db7509b',NULL,NULL,NULL,NULL,20187,20187,NULL,1,NULL,NULL);
INSERT INTO "order_events" VALUES(3,1,4,2,3,1,'be6e2b133959',1,'76035264-8103-531a-bf7d-db11640c287c',NULL,NULL,NULL,NULL,20256,20256,NULL,1,NULL,NULL);
INSERT INTO "order_events" VALUES(4,1,5,3,4,2,'c573f9ebc136',1,'a4a99a07-9eda-57b4-97b3-a609b7f24e2d','cd628e0735bd',NULL,NULL,NULL,20333,20333,NULL,4,180,NULL);
INSERT INTO "order_events" VALUES(5,1,6,4,2,3,'a48aa7e1485c',1,'c927bf55-1161-562a-9c4a-741411cc378b','a29ddb1fb200',NULL,NULL,NULL,20347,20347,NULL,60,'36.9',NULL);
INSERT INTO "order_events" VALUES(6,1,7,5,5,4,'b6344657f4db',1,'95cb2a42-47cd-5f16-a9ed-b1d470efc447','dca3d5f9d6be',NULL,NULL,NULL,20369,20369,NULL,25,4,NULL);
INSERT INTO "order_events" VALUES(7,1,8,5,4,5,'aa4f303cd4e2',1,'498dcb46-7632-5fa2-9364-a9b337314732','ebde0d89c766',NULL,NULL,NULL,20380,20380,NULL,22,'12.5',NULL);
INSERT INTO "order_events" VALUES(8,1,9,5,6,6,'c1451f5ab41f',1,'11ce5595-b505-524f-8723-d539f22518ab','d974285f0db3',NULL,NULL,NULL,20397,20397,NULL,9,34,NULL);
INSERT INTO "order_events" VALUES(9,1,10,1,7,1,'c2e7d4f706b9',1,'750d09d3-9b3b-5ef1-b3f2-a0750a312325',NULL,NULL,NULL,NULL,20412,20412,NULL,1,NULL,NULL);
INSERT INTO "order_events" VALUES(10,1,11,4,2,7,'e500c116f3e3',1,'bb02565d-7d7b-5788-ad42-a4e720c59666','cf251088da64',NULL,NULL,NULL,20433,20433,NULL,22,'13.1',NULL);
INSERT INTO "order_events" VALUES(11,1,12,6,8,8,'b9776ba2da7b',1,'cbde16af-d57b-5266-8a59-65f594c89d6f','b2a981f107e3',NULL,NULL,NULL,20460,20460,NULL,9,'8.2',NULL);
INSERT INTO "order_events" VALUES(12,1,13,6,9,9,'567793114173481657',1,'c49a4c49-df4b-58cc-bea8-3bc19b5c3c09',NULL,NULL,NULL,NULL,20463,20463,NULL,14,'6.2',NULL);
INSERT INTO "order_events" VALUES(13,1,14,6,9,10,'567796621486748797',1,'969fd441-f767-560b-94d2-996f328e41fd',NULL,NULL,NULL,NULL,20463,20463,NULL,23,'6.8',NULL);
INSERT INTO "order_events" VALUES(14,1,15,5,6,3,'b7df9071a56b',1,'d49a39f6-a83c-5b38-b582-c9c6f4229cc5','e1707d99fe01',NULL,NULL,NULL,20465,20465,NULL,85,39,NULL);
INSERT INTO "order_events" VALUES(15,1,16,5,6,11,'ba5a30a8bacc',1,'213d75b9-0e0d-5c0d-a2c4-b9808f42c09a','ef532726e78c',NULL,NULL,NULL,20465,20465,NULL,85,3,NULL);
INSERT INTO "order_events" VALUES(16,1,17,5,6,8,'e301fb94be62',1,'6c0b8958-f198-52ad-bae9-ee9a792e6a01','d7f0d4b755ca',NULL,NULL,NULL,20465,20465,NULL,85,10,NULL);
INSERT INTO "order_events" VALUES(17,1,18,4,10,12,'cb8bcb0bc8d2',1,'4e895647-b815-5898-a780-f1e17f42be52','c3f68ce0add6',NULL,NULL,NULL,20473,20473,NULL,75,'5.6',NULL);
INSERT INTO "order_events" VALUES(18,1,19,4,10,11,'fb76d0e2a834',1,'ad5f2d64-e688-59f2-85ba-933a9054c93b','c66040c9e192',NULL,NULL,NULL,20473,20473,NULL,95,'2.8',NULL);
INSERT INTO "order_events" VALUES(19,1,20,4,7,2,'a27f17221683',1,'3afceb1b-e8bf-520e-aa51-c5ba2af7a5c9','ddf218efea34',NULL,NULL,NULL,20479,20479,NULL,9,14,NULL);
INSERT INTO "order_events" VALUES(20,1,21,7,11,1,'ad5b60746451',1,'bc2c5f09-1f98-5627-8290-2e37d227cdb0',NULL,NULL,NULL,NULL,20481,20481,NULL,1,NULL,NULL);
INSERT INTO "order_events" VALUES(21,1,22,4,2,8,'fda985bc119d',1,'5ca6b780-dc8a-51ef-a8ad-295553c2a95d','c51bab5e637f',NULL,NULL,NULL,20489,20489,NULL,60,'9.4',NULL);
INSERT INTO "order_events" VALUES(22,1,23,6,11,5,'ae70ae36953b',1,'24dce93e-6464-513f-b6b6-187caf7f08c0','e04d015bf8cc',NULL,NULL,NULL,20494,20494,NULL,13,'10.3',NULL);
INSERT INTO "order_events" VALUES(23,1,24,6,11,12,'de2431582a64',1,'fe54cf9b-9169-5b9a-a7ad-69bd8daf8d41','dab34be2d657',NULL,NULL,NULL,20494,20494,NULL,17,'4.9',NULL);
INSERT INTO "order_events" VALUES(24,1,25,6,12,13,'ef81bfbf837d',1,'4c42e5ac-cd7a-569d-942a-866da92d46bd','a5d091bd823a',NULL,NULL,NULL,20497,20497,NULL,8,'18.1',NULL);
INSERT INTO "order_events" VALUES(25,4,26,5,5,13,'f47f81bde129',1,'52601098-780e-5412-8391-5f3e1b35331c','a7b9d7f939b1',NULL,NULL,NULL,20501,20501,NULL,40,22,NULL);
INSERT INTO "order_events" VALUES(26,4,27,5,6,20,'ee13fc9a62fa',1,'00a14c05-1414-5c10-b28e-817a27b40f7b','ffa0d894b47e',NULL,NULL,NULL,20503,20503,NULL,12,60,NULL);
INSERT INTO "order_events" VALUES(27,4,28,4,1,2,'dbc124702bab',1,'8d927ca3-5c62-53cb-972d-227f272f3e9c','a75b9d49affb',NULL,NULL,NULL,20508,20508,NULL,14,14,NULL);
INSERT INTO "order_events" VALUES(28,4,29,4,1,7,'f78425d40204',1,'8646dddd-f718-57e0-ad89-5f7d2f2c3d60','f1e11892543d',NULL,NULL,NULL,20515,20515,NULL,30,'13.1',NULL);
INSERT INTO "order_events" VALUES(29,4,30,6,13,11,'a10f0990ae60',1,'1d6c3b16-d390-5a02-9b04-de7fa30fff9e','d0eaa2c6f757',NULL,NULL,NULL,20516,20516,NULL,64,'2.5',NULL);
INSERT INTO "order_events" VALUES(30,4,31,6,13,13,'a34aa87b557e',1,'b250aeb2-c131-5a9a-a168-302ed352688b','b54bc1f28b7c',NULL,NULL,NULL,20516,20516,NULL,64,'18.1',NULL);
CREATE TABLE order_terms (
    terms_no INTEGER PRIMARY KEY,
    transaction_type TEXT NOT NULL,
    status TEXT NOT NULL,
    billing_cycle TEXT NOT NULL,
    term TEXT NOT NULL,
    auto_renew TEXT NOT NULL,
    currency TEXT NOT NULL,
    reseller_mpn_id TEXT NOT NULL,
    UNIQUE (transaction_type, status, billing_cycle, term, auto_renew, currency, reseller_mpn_id)
) STRICT;
INSERT INTO "order_terms" VALUES(1,'new','completed','usage','','true','EUR','');
INSERT INTO "order_terms" VALUES(2,'new','completed','usage','','true','USD','');
INSERT INTO "order_terms" VALUES(3,'new','completed','annual','P1Y','true','USD','');
INSERT INTO "order_terms" VALUES(4,'new','completed','monthly','P1Y','true','EUR','');
INSERT INTO "order_terms" VALUES(5,'new','completed','monthly','P1Y','true','USD','');
INSERT INTO "order_terms" VALUES(6,'new','completed','monthly','P1Y','true','GBP','');
INSERT INTO "order_terms" VALUES(7,'new','completed','usage','','true','GBP','');
CREATE TABLE postings (
    posting_no INTEGER PRIMARY KEY,
    run_no INTEGER NOT NULL REFERENCES runs,
    document_no INTEGER NOT NULL REFERENCES source_documents,
    invoice_no INTEGER REFERENCES invoices
) STRICT;
INSERT INTO "postings" VALUES(1,1,1,NULL);
INSERT INTO "postings" VALUES(2,1,3,1);
INSERT INTO "postings" VALUES(3,1,4,2);
INSERT INTO "postings" VALUES(4,2,5,NULL);
INSERT INTO "postings" VALUES(5,2,8,2);
CREATE TABLE rejected_lines (
    rejected_no INTEGER PRIMARY KEY,
    run_no INTEGER NOT NULL REFERENCES runs,
    document_no INTEGER NOT NULL REFERENCES source_documents,
    invoice_no INTEGER NOT NULL REFERENCES invoices,
    line INTEGER NOT NULL,
    reason TEXT NOT NULL,
    raw TEXT NOT NULL,
    fingerprint BLOB NOT NULL UNIQUE
) STRICT;
CREATE TABLE restatements (
    charge_no INTEGER PRIMARY KEY REFERENCES charges,
    supersedes INTEGER NOT NULL UNIQUE REFERENCES charges,
    invoice_no INTEGER NOT NULL REFERENCES invoices,
    run_no INTEGER NOT NULL REFERENCES runs
) STRICT;
CREATE TABLE run_documents (
    run_no INTEGER NOT NULL REFERENCES runs,
    document_no INTEGER NOT NULL REFERENCES source_documents,
    PRIMARY KEY (run_no, document_no)
) STRICT, WITHOUT ROWID;
INSERT INTO "run_documents" VALUES(1,1);
INSERT INTO "run_documents" VALUES(1,2);
INSERT INTO "run_documents" VALUES(1,3);
INSERT INTO "run_documents" VALUES(1,4);
INSERT INTO "run_documents" VALUES(2,2);
INSERT INTO "run_documents" VALUES(2,3);
INSERT INTO "run_documents" VALUES(2,5);
INSERT INTO "run_documents" VALUES(2,8);
CREATE TABLE run_outcomes (
    run_no INTEGER PRIMARY KEY REFERENCES runs,
    input_digest TEXT NOT NULL,
    exit_status INTEGER NOT NULL,
    ended_at TEXT NOT NULL
) STRICT;
INSERT INTO "run_outcomes" VALUES(1,'2ff60ba16ead1c6607fb68721d4c680bef7635cf5f8649c1ce0ec6dbba562128',0,'2026-11-24T20:44:40Z');
INSERT INTO "run_outcomes" VALUES(2,'ab5c9c0908af47ffc3e424158ce40d35b4cc53af6e12adb341d982f94723484d',0,'2026-11-24T20:44:41Z');
CREATE TABLE run_reports (
    run_no INTEGER NOT NULL REFERENCES runs,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (run_no, name)
) STRICT, WITHOUT ROWID;
INSERT INTO "run_reports" VALUES(1,'control-totals.csv','10b9811e526a29fb5f0906e2c7150c31e39bca19e9fef4b68dd61064e7f5bb0a');
INSERT INTO "run_reports" VALUES(1,'discrepancies.csv','61fa9fa164e80e4b63333bec7c24a839ebf126e4593b61a8a076d3d748867829');
INSERT INTO "run_reports" VALUES(1,'report.html','733b5ca9867dd186662f81b39c422abfb3039c6896ea08486a942d73ada3a9e7');
INSERT INTO "run_reports" VALUES(1,'run.json','08f74b59b1226dbf3a4bec3113d3c45980e92b8b724f19d916b9086786e81772');
INSERT INTO "run_reports" VALUES(2,'control-totals.csv','f0df073353ca12dd21e067f2a063c300f058dc38f3c1dbf9791d1b6da12ed477');
INSERT INTO "run_reports" VALUES(2,'discrepancies.csv','2e0780735949493ca6db4dc91ecc4f866a03984ab6bb0d74d29699477d4c9c12');
INSERT INTO "run_reports" VALUES(2,'report.html','feb6dd42e3b167942fc752d4a3a575a8618849069714ab133acba664cc5bda99');
INSERT INTO "run_reports" VALUES(2,'run.json','08bde3eef63abff3a2c1b7c95629ed38735b40579ce413d195a69e8bd3edffbd');
CREATE TABLE runs (
    run_no INTEGER PRIMARY KEY,
    tool_version TEXT NOT NULL,
    as_of TEXT NOT NULL,
    rules_digest TEXT NOT NULL,
    options_digest TEXT NOT NULL,
    options TEXT NOT NULL,
    started_at TEXT NOT NULL
) STRICT;
INSERT INTO "runs" VALUES(1,'0.1.0','2026-11-10','5c9ad4855772f556113afbb5e2bc42027aa94ea89f3c979eda1874ecc25cd4e4','c80202127a2febef5deb51373d0f31a6f0b4b50d7380b26eb89e5e4a6d887b97','','2026-11-24T20:44:40Z');
INSERT INTO "runs" VALUES(2,'0.1.0','2026-11-11','5c9ad4855772f556113afbb5e2bc42027aa94ea89f3c979eda1874ecc25cd4e4','c80202127a2febef5deb51373d0f31a6f0b4b50d7380b26eb89e5e4a6d887b97','','2026-11-24T20:44:41Z');
CREATE TABLE seal_parts (
    run_no INTEGER NOT NULL REFERENCES seals,
    position INTEGER NOT NULL,
    part TEXT NOT NULL,
    last INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    digest TEXT NOT NULL,
    row_marks BLOB NOT NULL,
    PRIMARY KEY (run_no, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "seal_parts" VALUES(1,0,'runs',1,1,'f536e1e7f4c8ba6818cf7dbbf21015c15d77cf0821560614996afaa30b7f00f6',X'8DECEA924F508DEC');
INSERT INTO "seal_parts" VALUES(1,1,'run_outcomes',1,1,'6406227228a7204177cd222834a3c3b323a95c0c157f3a3dc2d31f0b9e33154c',X'CA2EBB798DBD7CCF');
INSERT INTO "seal_parts" VALUES(1,2,'run_reports',1,4,'15602f2f914b26ffb20adcb40a10a304638e188405e1664eed81214851c83b83',X'402ECCBBE1F72887C715DADD46DD8BBC2D8C7F6F1D4E83A38B95104EA57C3B02');
INSERT INTO "seal_parts" VALUES(1,3,'source_documents',4,4,'4decd2f8910e1a76ff6671f03ff23adafc7304e653d3758005619951fbf3c3c3',X'DBACA96AC966A11147426F86FF82D2CAE3D0A349CF03C73FE388701859DCC301');
INSERT INTO "seal_parts" VALUES(1,4,'run_documents',1,4,'035c8e9540e5d590c1a0eb4b00914d1cccb8569a9c5c956ca7506a0786cd128c',X'6127144540B0EBAEC77348A5E9E0D9170580D034622B295389FCA0E7DE389EC2');
INSERT INTO "seal_parts" VALUES(1,5,'invoices',2,2,'5d5e790637ed6ade5d7e7314f98416c245e3cc3198b7b0e34d3b7bc0fdd59445',X'BD38AC8C80533ED0E470AC9352BB8CD9');
INSERT INTO "seal_parts" VALUES(1,6,'invoice_headers',2,2,'3773b2cc7b98f9d965098916a39ad65a58e408895ef60bb355ed7677eec30e90',X'84BB2B60C4B80C9BCC009E42B3D85467');
INSERT INTO "seal_parts" VALUES(1,7,'customers',14,14,'b46973ec2241b64ec91ccb7f706f2c73c3969f15f35a4cb2330ed330222a6e26',X'2968D4730919369F1A38B3614B5FA5A496451978714C4D72FCC78895FE6DBE7C179D50AE3B0F0F4E7B5B34140C618A8130F0BE82998CF8A5A4F42ECBB63CC0AD31E73C8CE01A4778269E95C23AB2CD666893FA325B609742357716A0365939E96F512563283DB025AD63074BA4FA3228');
INSERT INTO "seal_parts" VALUES(1,8,'items',19,19,'e3fb8ec34a2b1bab84ba770114730ef5946fdcb1c5cf151d0e6fb044188a41ca',X'3FDBBD506DACC5661D2D5DCDA261E274B6D9FF50060F292117CD2A4A7EAF37FD7EC0BEDFE5F7BAD64488515C386B3CBF20ACCD2528EDD8D7DFD7B4AF929469894DC0708ADB2C07F4B620A58721EF4BEE3785F4F3EEA0E0475DCD7C276552965DC9014AF8247499515941D53B91B278E54D7695BE52536420DFA39A5F6E30EB9DAA273A41813E15B500D5929C015A295B3A4A7B3D9DEABDC3');
INSERT INTO "seal_parts" VALUES(1,9,'charge_terms',9,9,'a5488fd4dfd98932a649e7e9c66bcb37ff526ec03dbaf4ee2c752ccb186cd529',X'61984151ED101AD083EDCE033FEEBA42322778664D8B3ABD2AAFDE621CE5E97D18C28920AC96C874386388F8517B5452FC3D9F857DBF76F27F3EDC725D29817C478B40222085C7FE');
INSERT INTO "seal_parts" VALUES(1,10,'order_terms',7,7,'dc7bb2f8040fbcccd57fddd337e0d93388d2fc389da32568492b6ab6b0b281ba',X'DF4AA814B12E0A887C0384C1576D5FDEF5800974E8559E06B8C0927974BAB2BA3C67D10D3073E5F9E5B9BE549267BCD98B5B34C19589CC3F');
INSERT INTO "seal_parts" VALUES(1,11,'postings',3,3,'d00a2916a5a6619ba6758d1b7b30cc231c7eff348043412b6d1738694c8be4d5',X'714BA8E84B1773C25BE2A530C9C0EA01252E45AC13095CAB');
INSERT INTO "seal_parts" VALUES(1,12,'charges',26,26,'e89c91090df16217e13b7757215fe62c3e08fb4b27b5cfc55d444fe445b26698',X'');
INSERT INTO "seal_parts" VALUES(1,13,'order_events',24,24,'7e2cfedc2799d535d621d61afb4d4bebf04c9cff9a5c02a8b8f697bd7dfb349c',X'');
INSERT INTO "seal_parts" VALUES(1,14,'restatements',1,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',X'');
INSERT INTO "seal_parts" VALUES(1,15,'withdrawals',1,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',X'');
INSERT INTO "seal_parts" VALUES(1,16,'rejected_lines',0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',X'');
INSERT INTO "seal_parts" VALUES(1,17,'decisions',0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',X'');
INSERT INTO "seal_parts" VALUES(2,0,'runs',2,1,'e2690e532d70d134df7fcaa1500bbe2599ad8a6b606ff4bbea6e953728dbd353',X'68047BEBB3341982');
INSERT INTO "seal_parts" VALUES(2,1,'run_outcomes',2,1,'3d562463e99c6290fdddc64a423d7f81c4ec40ff0181bae3808cbb8f57f63dca',X'427317C3CB49989A');
INSERT INTO "seal_parts" VALUES(2,2,'run_reports',2,4,'010c4af0706204639bcc315b6dacee01f5055303149ca560f6d434b1fc8e25d1',X'A9AE5AAF01D46B194204A35745AC266D3C09D005FD26A800A99C5D5E810CE465');
INSERT INTO "seal_parts" VALUES(2,3,'source_documents',8,2,'ef5245811ebb55b6b1eec656fb45769b2e040b79081000b8d2f9c9dee6dc20c3',X'5151D123619FAD3A5E2A9AB8C772636C');
INSERT INTO "seal_parts" VALUES(2,4,'run_documents',2,4,'f89bffe0b13876e918fb8eb8c3dc76afc296074ed3ad1b64fef5ba7f6c1c10fb',X'433969637EB69D55D7EC6A51220A5DFD1A0968BFE25C287B88790DDCA18706C4');
INSERT INTO "seal_parts" VALUES(2,5,'invoices',2,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',X'');
INSERT INTO "seal_parts" VALUES(2,6,'invoice_headers',2,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',X'');
INSERT INTO "seal_parts" VALUES(2,7,'customers',14,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',X'');
INSERT INTO "seal_parts" VALUES(2,8,'items',20,1,'1330e90dd9e4aab5100291e66886cfbf10471f2002162d60d33da22ada9b56e5',X'7283D6571FEB9264');
INSERT INTO "seal_parts" VALUES(2,9,'charge_terms',10,1,'d29797674fe48c1696ecf9b15473ee3cc4019104270639d4c216e11543c8b20b',X'31CCE6611B003A31');
INSERT INTO "seal_parts" VALUES(2,10,'order_terms',7,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',X'');
INSERT INTO "seal_parts" VALUES(2,11,'postings',5,2,'0c066c1c30d5cd078ffbfaa1e79d4a6664a2f1d72fe38ec28f9dc081a4f7afdd',X'3F30AFD1B943623090FE6A7D8E15CE4B');
INSERT INTO "seal_parts" VALUES(2,12,'charges',27,1,'5092b72d505a35a09af081edc916aab9ea5efcc99b80b73bfe7670058830365d',X'');
INSERT INTO "seal_parts" VALUES(2,13,'order_events',30,6,'b4089e84ef4565cfcc8ccabe97f2ebf7a4c227d341e97f4200eefb7a456f971e',X'');
INSERT INTO "seal_parts" VALUES(2,14,'restatements',2,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',X'');
INSERT INTO "seal_parts" VALUES(2,15,'withdrawals',2,1,'f46c59942dc385d67ef58a3159322603cdc76a8e0512f585c367cd863ea56069',X'582A9FDBA2057C16');
INSERT INTO "seal_parts" VALUES(2,16,'rejected_lines',0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',X'');
INSERT INTO "seal_parts" VALUES(2,17,'decisions',0,0,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',X'');
CREATE TABLE seals (
    run_no INTEGER PRIMARY KEY REFERENCES runs,
    form_version INTEGER NOT NULL,
    previous TEXT NOT NULL,
    digest TEXT NOT NULL
) STRICT;
INSERT INTO "seals" VALUES(1,1,'0000000000000000000000000000000000000000000000000000000000000000','a20fa983271111a07a8269a366c1edd7b016812ceebb8adcb49dcbdaddfa1c2a');
INSERT INTO "seals" VALUES(2,1,'a20fa983271111a07a8269a366c1edd7b016812ceebb8adcb49dcbdaddfa1c2a','df9a69c42910320ae1734500c946d73a5bda7dff8a97afe56f96af3a976b28dc');
CREATE TABLE source_documents (
    document_no INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    byte_count INTEGER NOT NULL,
    first_run_no INTEGER NOT NULL REFERENCES runs
) STRICT;
INSERT INTO "source_documents" VALUES(1,'orders.csv','37cfcf03a4098ad7d8f3421376d088ab3dc227f81a33de6280321de1f9bbf913',6663,1);
INSERT INTO "source_documents" VALUES(2,'invoices.json','7421947429d9da6488662633be35f6e9b1b779ffb95ecaddfa80bc77eddb0532',1739,1);
INSERT INTO "source_documents" VALUES(3,'invoices/G041870114/ReconciliationFile_G041870114.csv','b9dfbb979a4dd4bc898d260278e75136f7844ceeb201c1aa08abdbc86213fa07',13401,1);
INSERT INTO "source_documents" VALUES(4,'invoices/G043377940/lineitems/onetime-billinglineitems/page-0001.json','413b16c94ea60b10bcccfdbdd6e0684bf2637a27a272c4bd5555fc5eaac330bc',2236,1);
INSERT INTO "source_documents" VALUES(5,'orders.csv','a2eb4045eb52e6f70b9b1b8f2ad5c55895e6cf9ee052cdb740382e6afe4e31be',8302,2);
INSERT INTO "source_documents" VALUES(8,'invoices/G043377940/lineitems/onetime-billinglineitems/page-0001.json','b8d09c13ca940be4674bdf0450731f9d68b9149d58c3ccf0816e3ccd0ea58a4f',2235,2);
CREATE TABLE withdrawals (
    charge_no INTEGER PRIMARY KEY REFERENCES charges,
    invoice_no INTEGER NOT NULL REFERENCES invoices,
    run_no INTEGER NOT NULL REFERENCES runs
) STRICT;
INSERT INTO "withdrawals" VALUES(26,2,2);
CREATE INDEX source_documents_by_name ON source_documents (name, digest);
CREATE INDEX invoice_headers_by_invoice ON invoice_headers (invoice_no, header_no);
CREATE INDEX postings_by_invoice ON postings (invoice_no);
CREATE INDEX postings_by_document ON postings (document_no);
CREATE INDEX charge_fingerprints_by_posting ON charge_fingerprints (posting_no);
CREATE INDEX restatements_by_invoice ON restatements (invoice_no);
CREATE INDEX withdrawals_by_invoice ON withdrawals (invoice_no);
CREATE INDEX decisions_by_discrepancy ON decisions (discrepancy_id, decision_no);
CREATE UNIQUE INDEX discrepancies_by_id ON discrepancies (discrepancy_id, as_of);
CREATE VIEW charge_lines AS
SELECT c.charge_no, i.invoice_id, p.run_no, d.name || '#' || c.line AS source,
    t.kind, t.charge_type, k.customer_id, k.name AS customer_name,
    c.order_id, c.subscription_id, c.alternate_id, c.reference_id, c.promotion_id,
    m.product_id, m.sku_id, m.availability_id, m.product_name, m.sku_name,
    t.term, t.billing_cycle,
    date(c.order_date * 86400, 'unixepoch') AS order_date,
    date(c.charge_start * 86400, 'unixepoch') AS charge_start,
    date(c.charge_end * 86400, 'unixepoch') AS charge_end,
    c.quantity, c.billable_quantity, c.unit_price, c.effective_unit_price,
    t.pricing_currency, c.exchange_rate, t.currency,
    printf('%s%d.%04d', iif(c.subtotal < 0, '-', ''), abs(c.subtotal) / 10000, abs(c.subtotal) % 10000) AS subtotal,
    printf('%s%d.%04d', iif(c.tax < 0, '-', ''), abs(c.tax) / 10000, abs(c.tax) % 10000) AS tax,
    printf('%s%d.%04d', iif(c.total < 0, '-', ''), abs(c.total) / 10000, abs(c.total) % 10000) AS total
FROM charges c
JOIN postings p USING (posting_no)
JOIN invoices i USING (invoice_no)
JOIN source_documents d USING (document_no)
JOIN charge_terms t USING (terms_no)
JOIN customers k USING (customer_no)
JOIN items m USING (item_no);
CREATE VIEW current_charges AS
SELECT * FROM charges c
WHERE NOT EXISTS (SELECT 1 FROM restatements r WHERE r.supersedes = c.charge_no)
    AND NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.charge_no = c.charge_no);
CREATE VIEW order_lines AS
SELECT e.event_no, p.run_no, d.name || '#' || e.line AS source,
    e.order_id, e.line_number, t.transaction_type, t.status, k.customer_id, k.name AS customer_name,
    e.subscription_id, e.alternate_id, e.reference_id, e.promotion_id, e.purchase_order,
    m.product_id, m.sku_id, m.availability_id, m.product_name, m.sku_name,
    t.term, t.billing_cycle, t.auto_renew,
    date(e.order_date * 86400, 'unixepoch') AS order_date,
    date(e.effective_date * 86400, 'unixepoch') AS effective_date,
    date(e.end_date * 86400, 'unixepoch') AS end_date,
    e.quantity, e.unit_price, e.discount_percent, t.currency
FROM order_events e
JOIN postings p USING (posting_no)
JOIN source_documents d USING (document_no)
JOIN order_terms t USING (terms_no)
JOIN customers k USING (customer_no)
JOIN items m USING (item_no);
CREATE INDEX restatements_by_run ON restatements (run_no);
CREATE INDEX withdrawals_by_run ON withdrawals (run_no);
CREATE TRIGGER runs_refuse_update BEFORE UPDATE ON runs BEGIN
    SELECT RAISE(ABORT, 'runs is append-only: facts are added, never changed');
END;
CREATE TRIGGER runs_refuse_delete BEFORE DELETE ON runs BEGIN
    SELECT RAISE(ABORT, 'runs is append-only: facts are added, never changed');
END;
CREATE TRIGGER run_outcomes_refuse_update BEFORE UPDATE ON run_outcomes BEGIN
    SELECT RAISE(ABORT, 'run_outcomes is append-only: facts are added, never changed');
END;
CREATE TRIGGER run_outcomes_refuse_delete BEFORE DELETE ON run_outcomes BEGIN
    SELECT RAISE(ABORT, 'run_outcomes is append-only: facts are added, never changed');
END;
CREATE TRIGGER run_reports_refuse_update BEFORE UPDATE ON run_reports BEGIN
    SELECT RAISE(ABORT, 'run_reports is append-only: facts are added, never changed');
END;
CREATE TRIGGER run_reports_refuse_delete BEFORE DELETE ON run_reports BEGIN
    SELECT RAISE(ABORT, 'run_reports is append-only: facts are added, never changed');
END;
CREATE TRIGGER source_documents_refuse_update BEFORE UPDATE ON source_documents BEGIN
    SELECT RAISE(ABORT, 'source_documents is append-only: facts are added, never changed');
END;
CREATE TRIGGER source_documents_refuse_delete BEFORE DELETE ON source_documents BEGIN
    SELECT RAISE(ABORT, 'source_documents is append-only: facts are added, never changed');
END;
CREATE TRIGGER run_documents_refuse_update BEFORE UPDATE ON run_documents BEGIN
    SELECT RAISE(ABORT, 'run_documents is append-only: facts are added, never changed');
END;
CREATE TRIGGER run_documents_refuse_delete BEFORE DELETE ON run_documents BEGIN
    SELECT RAISE(ABORT, 'run_documents is append-only: facts are added, never changed');
END;
CREATE TRIGGER invoices_refuse_update BEFORE UPDATE ON invoices BEGIN
    SELECT RAISE(ABORT, 'invoices is append-only: facts are added, never changed');
END;
CREATE TRIGGER invoices_refuse_delete BEFORE DELETE ON invoices BEGIN
    SELECT RAISE(ABORT, 'invoices is append-only: facts are added, never changed');
END;
CREATE TRIGGER invoice_headers_refuse_update BEFORE UPDATE ON invoice_headers BEGIN
    SELECT RAISE(ABORT, 'invoice_headers is append-only: facts are added, never changed');
END;
CREATE TRIGGER invoice_headers_refuse_delete BEFORE DELETE ON invoice_headers BEGIN
    SELECT RAISE(ABORT, 'invoice_headers is append-only: facts are added, never changed');
END;
CREATE TRIGGER customers_refuse_update BEFORE UPDATE ON customers BEGIN
    SELECT RAISE(ABORT, 'customers is append-only: facts are added, never changed');
END;
CREATE TRIGGER customers_refuse_delete BEFORE DELETE ON customers BEGIN
    SELECT RAISE(ABORT, 'customers is append-only: facts are added, never changed');
END;
CREATE TRIGGER items_refuse_update BEFORE UPDATE ON items BEGIN
    SELECT RAISE(ABORT, 'items is append-only: facts are added, never changed');
END;
CREATE TRIGGER items_refuse_delete BEFORE DELETE ON items BEGIN
    SELECT RAISE(ABORT, 'items is append-only: facts are added, never changed');
END;
CREATE TRIGGER charge_terms_refuse_update BEFORE UPDATE ON charge_terms BEGIN
    SELECT RAISE(ABORT, 'charge_terms is append-only: facts are added, never changed');
END;
CREATE TRIGGER charge_terms_refuse_delete BEFORE DELETE ON charge_terms BEGIN
    SELECT RAISE(ABORT, 'charge_terms is append-only: facts are added, never changed');
END;
CREATE TRIGGER order_terms_refuse_update BEFORE UPDATE ON order_terms BEGIN
    SELECT RAISE(ABORT, 'order_terms is append-only: facts are added, never changed');
END;
CREATE TRIGGER order_terms_refuse_delete BEFORE DELETE ON order_terms BEGIN
    SELECT RAISE(ABORT, 'order_terms is append-only: facts are added, never changed');
END;
CREATE TRIGGER postings_refuse_update BEFORE UPDATE ON postings BEGIN
    SELECT RAISE(ABORT, 'postings is append-only: facts are added, never changed');
END;
CREATE TRIGGER postings_refuse_delete BEFORE DELETE ON postings BEGIN
    SELECT RAISE(ABORT, 'postings is append-only: facts are added, never changed');
END;
CREATE TRIGGER charges_refuse_update BEFORE UPDATE ON charges BEGIN
    SELECT RAISE(ABORT, 'charges is append-only: facts are added, never changed');
END;
CREATE TRIGGER charges_refuse_delete BEFORE DELETE ON charges BEGIN
    SELECT RAISE(ABORT, 'charges is append-only: facts are added, never changed');
END;
CREATE TRIGGER order_events_refuse_update BEFORE UPDATE ON order_events BEGIN
    SELECT RAISE(ABORT, 'order_events is append-only: facts are added, never changed');
END;
CREATE TRIGGER order_events_refuse_delete BEFORE DELETE ON order_events BEGIN
    SELECT RAISE(ABORT, 'order_events is append-only: facts are added, never changed');
END;
CREATE TRIGGER restatements_refuse_update BEFORE UPDATE ON restatements BEGIN
    SELECT RAISE(ABORT, 'restatements is append-only: facts are added, never changed');
END;
CREATE TRIGGER restatements_refuse_delete BEFORE DELETE ON restatements BEGIN
    SELECT RAISE(ABORT, 'restatements is append-only: facts are added, never changed');
END;
CREATE TRIGGER withdrawals_refuse_update BEFORE UPDATE ON withdrawals BEGIN
    SELECT RAISE(ABORT, 'withdrawals is append-only: facts are added, never changed');
END;
CREATE TRIGGER withdrawals_refuse_delete BEFORE DELETE ON withdrawals BEGIN
    SELECT RAISE(ABORT, 'withdrawals is append-only: facts are added, never changed');
END;
CREATE TRIGGER rejected_lines_refuse_update BEFORE UPDATE ON rejected_lines BEGIN
    SELECT RAISE(ABORT, 'rejected_lines is append-only: facts are added, never changed');
END;
CREATE TRIGGER rejected_lines_refuse_delete BEFORE DELETE ON rejected_lines BEGIN
    SELECT RAISE(ABORT, 'rejected_lines is append-only: facts are added, never changed');
END;
CREATE TRIGGER decisions_refuse_update BEFORE UPDATE ON decisions BEGIN
    SELECT RAISE(ABORT, 'decisions is append-only: facts are added, never changed');
END;
CREATE TRIGGER decisions_refuse_delete BEFORE DELETE ON decisions BEGIN
    SELECT RAISE(ABORT, 'decisions is append-only: facts are added, never changed');
END;
CREATE TRIGGER charge_fractions_refuse_update BEFORE UPDATE ON charge_fractions BEGIN
    SELECT RAISE(ABORT, 'charge_fractions is append-only: facts are added, never changed');
END;
CREATE TRIGGER charge_fractions_refuse_delete BEFORE DELETE ON charge_fractions BEGIN
    SELECT RAISE(ABORT, 'charge_fractions is append-only: facts are added, never changed');
END;
CREATE TRIGGER charge_fingerprints_refuse_update BEFORE UPDATE ON charge_fingerprints BEGIN
    SELECT RAISE(ABORT, 'charge_fingerprints is append-only: facts are added, never changed');
END;
CREATE TRIGGER charge_fingerprints_refuse_delete BEFORE DELETE ON charge_fingerprints BEGIN
    SELECT RAISE(ABORT, 'charge_fingerprints is append-only: facts are added, never changed');
END;
CREATE TRIGGER order_event_fingerprints_refuse_update BEFORE UPDATE ON order_event_fingerprints BEGIN
    SELECT RAISE(ABORT, 'order_event_fingerprints is append-only: facts are added, never changed');
END;
CREATE TRIGGER order_event_fingerprints_refuse_delete BEFORE DELETE ON order_event_fingerprints BEGIN
    SELECT RAISE(ABORT, 'order_event_fingerprints is append-only: facts are added, never changed');
END;
CREATE TRIGGER seals_refuse_update BEFORE UPDATE ON seals BEGIN
    SELECT RAISE(ABORT, 'seals is append-only: facts are added, never changed');
END;
CREATE TRIGGER seals_refuse_delete BEFORE DELETE ON seals BEGIN
    SELECT RAISE(ABORT, 'seals is append-only: facts are added, never changed');
END;
CREATE TRIGGER seal_parts_refuse_update BEFORE UPDATE ON seal_parts BEGIN
    SELECT RAISE(ABORT, 'seal_parts is append-only: facts are added, never changed');
END;
CREATE TRIGGER seal_parts_refuse_delete BEFORE DELETE ON seal_parts BEGIN
    SELECT RAISE(ABORT, 'seal_parts is append-only: facts are added, never changed');
END;
CREATE VIEW current_amounts AS
SELECT c.posting_no, c.terms_no, c.item_no, c.subtotal < 0 AS is_negative, 1 AS lines,
    c.subtotal, 0 AS subtotal_middle, 0 AS subtotal_low,
    c.tax, 0 AS tax_middle, 0 AS tax_low,
    c.total, 0 AS total_middle, 0 AS total_low
FROM current_charges c
UNION ALL
SELECT c.posting_no, c.terms_no, c.item_no, c.subtotal < 0, 0,
    0, iif(f.field = 'subtotal', f.middle, 0), iif(f.field = 'subtotal', f.low, 0),
    0, iif(f.field = 'tax', f.middle, 0), iif(f.field = 'tax', f.low, 0),
    0, iif(f.field = 'total', f.middle, 0), iif(f.field = 'total', f.low, 0)
FROM charge_fractions f JOIN current_charges c USING (charge_no);
CREATE VIEW journal_sums AS
SELECT invoice_id, currency,
    CASE WHEN kind = 'credit' OR is_negative THEN 'credits'
        WHEN kind IN ('usage', 'recurring') THEN kind ELSE 'one_time' END AS kind,
    product_id, publisher, s.*
FROM (
    SELECT p.invoice_no, a.terms_no, a.item_no, a.is_negative, sum(a.lines) AS lines,
        sum(a.subtotal) AS subtotal, sum(a.subtotal_middle) AS subtotal_middle,
        sum(a.subtotal_low) AS subtotal_low,
        sum(a.tax) AS tax, sum(a.tax_middle) AS tax_middle, sum(a.tax_low) AS tax_low,
        sum(a.total) AS total, sum(a.total_middle) AS total_middle, sum(a.total_low) AS total_low
    FROM current_amounts a JOIN postings p USING (posting_no)
    GROUP BY p.invoice_no, a.terms_no, a.item_no, a.is_negative
) s
JOIN invoices USING (invoice_no)
JOIN charge_terms USING (terms_no)
JOIN items USING (item_no);
CREATE VIEW journal_documents AS
SELECT i.invoice_id, r.as_of AS first_seen, h.invoice_date, h.currency, h.total_charges, h.document_type,
    h.invoice_type, h.standing, h.standing_by
FROM invoices i
JOIN runs r ON r.run_no = i.first_run_no
LEFT JOIN invoice_headers h ON h.header_no = (
    SELECT max(l.header_no) FROM invoice_headers l WHERE l.invoice_no = i.invoice_no);
COMMIT;
