UPDATE category SET title = 'Tee' WHERE code = 'tea';
