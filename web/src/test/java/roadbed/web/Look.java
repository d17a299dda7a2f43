package roadbed.web;

import roadbed.web.fakes.FakeServer;

/** Runs the server over fakes until it is killed, for looking at pages while they are made. */
final class Look {
  private Look() {}

  public static void main(String[] args) throws InterruptedException {
    long start = System.nanoTime();
    WebServer server =
        WebServer.start(
            WebSettings.loopback(args.length > 0 ? Integer.parseInt(args[0]) : 8099),
            new FakeServer(args.length > 1).parts());
    System.out.println(server.url() + " after " + (System.nanoTime() - start) / 1_000_000 + " ms");
    server.firstAdministratorLink().ifPresent(System.out::println);
    Thread.currentThread().join();
  }
}
