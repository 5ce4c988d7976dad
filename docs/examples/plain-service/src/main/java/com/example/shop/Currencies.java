package com.example.shop;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What this service is good for. */
record Currencies(DataSource pool) {

  /** A line for each. */
  String text() throws IOException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT code, name FROM public.currencies ORDER BY code")) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        lines.add(rows.getString("code") + " " + rows.getString("name"));
      }
      return String.join("\n", lines);
    } catch (SQLException e) {
      throw new IOException("The currencies cannot be read.", e);
    }
  }
}
