CREATE TABLE category (
    code text PRIMARY KEY,
    title text NOT NULL
);
