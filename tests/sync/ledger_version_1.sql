-- SPDX-License-Identifier: MIT
-- A ledger as version 1 wrote it: the key among its settings, no sealed end, no numbers.
PRAGMA application_id = 1280264007;
BEGIN TRANSACTION;
CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    chain TEXT NOT NULL
) STRICT;
INSERT INTO "events" VALUES(1,'2026-11-20T15:00:00.000Z','900555111:FE:123','seen','{"id":"65a0000000000000000000a1","number":"FE123","day":"2026-11-20","kind":"electronic","total":"54000","identity":"205ef8eba77d0958ca2c02349c71b603","condition":"paid","paid":"54000","customer":"0a9325c29f7f63d401485618ca3c7c2d","rules":"1"}','119e50104b1c264bf070612be180c1709d8f3c1899b40e919f35f8db925580a3');
INSERT INTO "events" VALUES(2,'2026-11-20T15:00:00.000Z','900555111:FE:123','looked_up','{"result":"equal"}','348eec04b689e012590f53c3c70119fd3e2c329901ad094370f2eada6fa97e9e');
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "meta" VALUES('version','1');
INSERT INTO "meta" VALUES('digest_key','4e935daab47e22cfca72f29a97a3b6204739e7f216222a70631c105003f6bb93');
INSERT INTO "meta" VALUES('watermark','2026-11-01');
CREATE TABLE people (
    key TEXT PRIMARY KEY, day TEXT NOT NULL, document TEXT, name TEXT, email TEXT
) STRICT;
INSERT INTO "people" VALUES('900555111:FE:123','2026-11-20','1020304050','Ana Pérez','ana@example.com');
CREATE TABLE rows (
    key TEXT PRIMARY KEY, state TEXT NOT NULL, day TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
INSERT INTO "rows" VALUES('900555111:FE:123','synced','2026-11-20','{"key":"900555111:FE:123","state":"synced","restobar_id":"65a0000000000000000000a1","number":"FE123","day":"2026-11-20","kind":"electronic","total":"54000","identity":"205ef8eba77d0958ca2c02349c71b603","condition":"paid","paid":"54000","sends":0,"intents":0,"looks":1,"intended_at":null,"ever_synced":true,"conflict":false,"voided":false,"released":"","reason":"","updated_at":"2026-11-20T15:00:00.000Z"}');
CREATE INDEX events_by_key ON events (key, position);
CREATE INDEX rows_by_state ON rows (state, day);
CREATE INDEX rows_by_sale ON rows (json_extract(body, '$.restobar_id'));
COMMIT;
