BEGIN TRANSACTION;
CREATE TABLE card (
	id INTEGER NOT NULL, 
	note_id INTEGER NOT NULL, 
	direction VARCHAR NOT NULL, 
	deck_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	phase SMALLINT NOT NULL, 
	step SMALLINT, 
	due_day INTEGER, 
	due_at BIGINT, 
	stability FLOAT, 
	difficulty FLOAT, 
	reps INTEGER NOT NULL, 
	lapses INTEGER NOT NULL, 
	last_review BIGINT, 
	last_day INTEGER, 
	suspended BOOLEAN NOT NULL, 
	buried_until INTEGER, 
	flag SMALLINT NOT NULL, 
	retired BOOLEAN NOT NULL, 
	revision INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (note_id, direction), 
	FOREIGN KEY(note_id) REFERENCES note (id), 
	FOREIGN KEY(deck_id) REFERENCES deck (id)
);
INSERT INTO "card" VALUES(1,1,'key',1,0,0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,NULL,0,NULL,0,0,4);
INSERT INTO "card" VALUES(2,1,'meaning',1,0,0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,NULL,0,NULL,0,0,1);
INSERT INTO "card" VALUES(3,2,'key',1,1,2,NULL,20528,NULL,4.54291712056823158158e+01,4.74186936590461627361e+00,2,0,1773191400000,20523,0,NULL,0,0,4);
INSERT INTO "card" VALUES(4,2,'meaning',1,1,0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,NULL,0,NULL,0,0,1);
INSERT INTO "card" VALUES(5,3,'key',1,2,1,1,20523,1773191940000,4.27688120491447154591e+00,7.44857979632630140542e+00,3,0,1773191340000,20523,1,NULL,0,0,5);
INSERT INTO "card" VALUES(6,3,'meaning',1,2,0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,NULL,0,NULL,0,0,1);
INSERT INTO "card" VALUES(7,4,'key',1,3,2,NULL,20522,NULL,15.7,3.29625107167337816349e+00,1,0,1772413500000,20514,0,20554,0,0,3);
INSERT INTO "card" VALUES(8,4,'meaning',1,3,0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,NULL,0,NULL,0,0,1);
INSERT INTO "card" VALUES(9,5,'key',1,4,3,0,20553,1775784420000,4.25174880648777175906e+01,3.14156251071673375818e+00,3,1,1775783820000,20553,0,NULL,0,0,7);
INSERT INTO "card" VALUES(10,5,'meaning',1,4,0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,NULL,0,NULL,0,0,1);
INSERT INTO "card" VALUES(11,6,'key',1,5,1,1,20553,1775784360000,6.10414371499473151772e+00,7.16096251071673428612e+00,2,0,1775783760000,20553,0,NULL,0,0,3);
INSERT INTO "card" VALUES(12,6,'meaning',1,5,0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,NULL,0,NULL,0,0,1);
INSERT INTO "card" VALUES(13,7,'key',1,6,0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,NULL,0,NULL,0,0,1);
INSERT INTO "card" VALUES(14,7,'meaning',1,6,0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,NULL,0,NULL,0,0,1);
INSERT INTO "card" VALUES(15,8,'key',1,7,0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,NULL,0,NULL,0,0,1);
INSERT INTO "card" VALUES(16,8,'meaning',1,7,0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,NULL,0,NULL,0,0,1);
INSERT INTO "card" VALUES(17,9,'key',1,8,0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,NULL,0,NULL,0,0,1);
INSERT INTO "card" VALUES(18,9,'meaning',1,8,0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,NULL,0,NULL,0,0,1);
INSERT INTO "card" VALUES(19,10,'key',1,9,0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,NULL,0,NULL,0,0,1);
INSERT INTO "card" VALUES(20,10,'meaning',1,9,0,NULL,NULL,NULL,NULL,NULL,0,0,NULL,NULL,0,NULL,0,0,1);
CREATE TABLE day (
	day INTEGER NOT NULL, 
	deck_id INTEGER NOT NULL, 
	direction VARCHAR NOT NULL, 
	kind SMALLINT NOT NULL, 
	again INTEGER NOT NULL, 
	hard INTEGER NOT NULL, 
	good INTEGER NOT NULL, 
	easy INTEGER NOT NULL, 
	milliseconds BIGINT NOT NULL, 
	cards_new INTEGER NOT NULL, 
	PRIMARY KEY (day, deck_id, direction, kind), 
	FOREIGN KEY(deck_id) REFERENCES deck (id)
);
INSERT INTO "day" VALUES(20514,1,'key',0,1,1,1,2,0,4);
INSERT INTO "day" VALUES(20523,1,'key',0,2,0,2,1,0,2);
INSERT INTO "day" VALUES(20523,1,'key',1,0,1,0,0,0,0);
INSERT INTO "day" VALUES(20553,1,'key',0,0,0,1,0,3000,0);
INSERT INTO "day" VALUES(20553,1,'key',1,1,0,0,0,3000,0);
CREATE TABLE deck (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	titles JSON NOT NULL, 
	description VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	settings JSON NOT NULL, 
	categories JSON NOT NULL, 
	front JSON NOT NULL, 
	imported JSON NOT NULL, 
	created BIGINT NOT NULL, 
	deleted BIGINT, 
	PRIMARY KEY (id), 
	UNIQUE (name)
);
INSERT INTO "deck" VALUES(1,'HTTP状态码(比较全的版本)','{}','','','{"new_per_day":7,"parameters":[0.4,1.1,3.1,15.7,7.2,0.53,1.07,0.01,1.5,0.15,1.0,1.9,0.1,0.3,2.3,0.23,2.9,0.5,0.7,0.1,0.2],"modes":{"key":"type"}}','[{"code":"1xx","title":"信息相应","titles":{}},{"code":"2xx","title":"成功响应","titles":{}}]','{"date":"2022-09-30 20:44:00","tags":"HTTP","categories":"面试"}','{"description":"","language":"","titles":{},"front":{"date":"2022-09-30 20:44:00","tags":"HTTP","categories":"面试"}}',1772413200000,NULL);
CREATE TABLE meta (
	"key" VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema','2');
INSERT INTO "meta" VALUES('device','1590585');
CREATE TABLE note (
	id INTEGER NOT NULL, 
	guid VARCHAR NOT NULL, 
	deck_id INTEGER NOT NULL, 
	type_id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	fields JSON NOT NULL, 
	tags VARCHAR NOT NULL, 
	category VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	created BIGINT NOT NULL, 
	changed BIGINT NOT NULL, 
	imported JSON, 
	search_text VARCHAR NOT NULL, 
	deleted BIGINT, 
	PRIMARY KEY (id), 
	UNIQUE (guid), 
	FOREIGN KEY(deck_id) REFERENCES deck (id), 
	FOREIGN KEY(type_id) REFERENCES note_type (id)
);
INSERT INTO "note" VALUES(1,'Zf38ccFcVIo_',1,1,'100','{"key":"100","name":"Continue","meaning":"客户端继续请求"}','','1xx',0,1772413200000,1772413200000,'{}','100
continue
客户端继续请求',NULL);
INSERT INTO "note" VALUES(2,'8lWg6eM9e0y0',1,1,'101','{"key":"101","name":"Switching Protocal","meaning":"切换协议，响应客户端的请求头"}','','1xx',1,1772413200000,1772413200000,'{}','101
switching protocal
切换协议,响应客户端的请求头',NULL);
INSERT INTO "note" VALUES(3,'bpmxkqTSH87G',1,1,'102','{"key":"102","name":"Processing","meaning":"服务器收到正在处理，没有响应可用"}','','1xx',2,1772413200000,1772413200000,'{}','102
processing
服务器收到正在处理,没有响应可用',NULL);
INSERT INTO "note" VALUES(4,'BTnBmVAMJbJy',1,1,'103','{"key":"103","name":"Early Hints","meaning":"主要用于与 Link 链接头一起使用，以允许用户代理在服务器准备响应阶段时开始预加载 preloading 资源。"}','','1xx',3,1772413200000,1772413200000,'{}','103
early hints
主要用于与 link 链接头一起使用,以允许用户代理在服务器准备响应阶段时开始预加载 preloading 资源。',NULL);
INSERT INTO "note" VALUES(5,'KRPI6CiWOK9J',1,1,'200','{"key":"200","name":"OK","meaning":"相应成功"}',' leech ','2xx',4,1772413200000,1772413200000,'{}','200
ok
相应成功',NULL);
INSERT INTO "note" VALUES(6,'kIvLgHhVvJeb',1,1,'201','{"key":"201","name":"Created","meaning":"请求成功，因此创建一个新资源"}','','2xx',5,1772413200000,1772413200000,'{}','201
created
请求成功,因此创建一个新资源',NULL);
INSERT INTO "note" VALUES(7,'LqG4Wuy9AjmY',1,1,'202','{"key":"202","name":"Accepted","meaning":"请求收到，但未响应"}','','2xx',6,1772413200000,1772413200000,'{}','202
accepted
请求收到,但未响应',NULL);
INSERT INTO "note" VALUES(8,'NxLqvQR-rd5p',1,1,'203','{"key":"203","name":"Non-Authoritative Information","meaning":"服务器已处理请求，但是返回的不是原始服务器的确定集合，而是来自本地或第三方的拷贝"}','','2xx',7,1772413200000,1772413200000,'{}','203
non-authoritative information
服务器已处理请求,但是返回的不是原始服务器的确定集合,而是来自本地或第三方的拷贝',NULL);
INSERT INTO "note" VALUES(9,'j_JYEYJIK6jr',1,1,'204','{"key":"204","name":"No Content","meaning":"对于该请求没有的内容可发送，但头部字段可能有用。用户代理可能会用此时请求头部信息来更新原来资源的头部缓存字段。"}','','2xx',8,1772413200000,1772413200000,'{}','204
no content
对于该请求没有的内容可发送,但头部字段可能有用。用户代理可能会用此时请求头部信息来更新原来资源的头部缓存字段。',NULL);
INSERT INTO "note" VALUES(10,'m8UihL47xEJM',1,1,'205','{"key":"205","name":"Reset Content","meaning":"告诉用户代理重置发送此请求的文档。"}','','2xx',9,1772413200000,1772413200000,'{}','205
reset content
告诉用户代理重置发送此请求的文档。',NULL);
CREATE TABLE note_type (
	id INTEGER NOT NULL, 
	deck_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	fields JSON NOT NULL, 
	key_field VARCHAR NOT NULL, 
	directions JSON NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (deck_id, name), 
	FOREIGN KEY(deck_id) REFERENCES deck (id)
);
INSERT INTO "note_type" VALUES(1,1,'basic','["key","name","meaning"]','key','[{"slug":"key","prompt":["key"],"answer":["name","meaning"],"hint":["hint"],"judge":"self"},{"slug":"meaning","prompt":["meaning"],"answer":["key"],"hint":["hint"],"judge":"exact"}]');
CREATE TABLE review (
	id INTEGER NOT NULL, 
	card_id INTEGER NOT NULL, 
	time BIGINT NOT NULL, 
	day INTEGER NOT NULL, 
	utc_offset SMALLINT NOT NULL, 
	kind SMALLINT NOT NULL, 
	rating SMALLINT, 
	mode VARCHAR NOT NULL, 
	milliseconds INTEGER NOT NULL, 
	given VARCHAR NOT NULL, 
	confused_with INTEGER, 
	phase SMALLINT NOT NULL, 
	step SMALLINT, 
	due_day INTEGER, 
	due_at BIGINT, 
	stability FLOAT, 
	difficulty FLOAT, 
	undone BIGINT, 
	recall_ms INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(card_id) REFERENCES card (id), 
	FOREIGN KEY(confused_with) REFERENCES note (id)
);
INSERT INTO "review" VALUES(3717020013037110585,1,1772413260000,20514,480,0,4,'flip',0,'',NULL,2,NULL,20522,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review" VALUES(3717020138866230585,3,1772413320000,20514,480,0,3,'flip',0,'',NULL,1,1,20514,1772413920000,NULL,NULL,NULL,NULL);
INSERT INTO "review" VALUES(3717020264695350585,5,1772413380000,20514,480,0,1,'flip',0,'',NULL,1,0,20514,1772413440000,NULL,NULL,NULL,NULL);
INSERT INTO "review" VALUES(3717020390524470585,5,1772413440000,20514,480,0,2,'flip',0,'',NULL,1,0,20514,1772413770000,NULL,NULL,NULL,NULL);
INSERT INTO "review" VALUES(3717020516353590585,7,1772413500000,20514,480,0,4,'flip',0,'',NULL,2,NULL,20522,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review" VALUES(3717020642182710585,9,1772413560000,20514,480,0,4,'flip',0,'',NULL,2,NULL,20522,NULL,NULL,NULL,1772413620000,NULL);
INSERT INTO "review" VALUES(3718651639236150585,9,1773191280000,20523,480,0,1,'flip',0,'',NULL,1,0,20523,1773191340000,NULL,NULL,NULL,NULL);
INSERT INTO "review" VALUES(3718651765065270585,5,1773191340000,20523,480,0,3,'flip',0,'',NULL,1,1,20523,1773191940000,NULL,NULL,NULL,NULL);
INSERT INTO "review" VALUES(3718651890894390585,3,1773191400000,20523,480,0,4,'flip',0,'',NULL,2,NULL,20566,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review" VALUES(3718652016723510585,9,1773191460000,20523,480,0,3,'flip',0,'',NULL,1,1,20523,1773192060000,NULL,NULL,NULL,NULL);
INSERT INTO "review" VALUES(3718652142552630585,1,1773191520000,20523,480,1,2,'flip',0,'',NULL,2,NULL,20551,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review" VALUES(3718652268381750585,11,1773191580000,20523,480,0,1,'flip',0,'',NULL,1,0,20523,1773191640000,NULL,NULL,NULL,NULL);
INSERT INTO "review" VALUES(3718652394210870585,1,1773191640000,20523,480,5,NULL,'',0,'',NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review" VALUES(3718652520039990585,3,1773191700000,20523,480,6,NULL,'',0,'',NULL,2,NULL,20528,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review" VALUES(3718652645869110585,9,1773191760000,20523,480,8,NULL,'',0,'',NULL,2,NULL,57023,NULL,36500.0,1.0,NULL,NULL);
INSERT INTO "review" VALUES(3724088463853110585,11,1775783760000,20553,480,0,3,'type',3000,'',NULL,1,1,20553,1775784360000,NULL,NULL,NULL,1800);
INSERT INTO "review" VALUES(3724088589682230585,9,1775783820000,20553,480,1,1,'type',3000,'',NULL,3,0,20553,1775784420000,NULL,NULL,NULL,2400);
CREATE INDEX note_by_position ON note (deck_id, position);
CREATE INDEX note_by_key ON note (deck_id, "key");
CREATE INDEX card_queue ON card (deck_id, phase, due_day, position);
CREATE INDEX review_by_card ON review (card_id);
COMMIT;
