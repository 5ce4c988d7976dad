CREATE TABLE product (
    sku text PRIMARY KEY,
    category_code text NOT NULL REFERENCES category,
    cents integer NOT NULL
);
