UPDATE product SET cents = cents / 2 WHERE note = '';
