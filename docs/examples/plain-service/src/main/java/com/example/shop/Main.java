package com.example.shop;

import java.io.IOException;

/** Starts the service; it ends with the signal that stops its process. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    Shop shop = Shop.open(Configuration.of(System.getenv()));
    Runtime.getRuntime().addShutdownHook(new Thread(shop::close, "shop: close"));
    System.out.println("Port " + shop.port());
    try {
      shop.start();
    } catch (RuntimeException e) {
      // Threads of the server would keep the process alive, without a database to work with.
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
