CREATE INDEX CONCURRENTLY product_cents_idx ON product (cents);
