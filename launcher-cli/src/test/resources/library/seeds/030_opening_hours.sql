INSERT INTO opening_hours (weekday, opens, closes)
SELECT weekday, '09:00', '17:00' FROM generate_series(1, 5) AS weekday;

INSERT INTO opening_hours VALUES (6, '10:00', '14:00');
