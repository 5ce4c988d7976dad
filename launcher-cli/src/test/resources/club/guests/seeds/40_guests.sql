INSERT INTO member (email, role_id)
SELECT 'guest' || n || '@example.com', role.id
FROM role, generate_series(1, 3) AS n
WHERE role.code = 'guest';
