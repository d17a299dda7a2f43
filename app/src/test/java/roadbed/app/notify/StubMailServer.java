package roadbed.app.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that speaks as much of RFC 5321 as a client needs, and misbehaves as a test says. */
final class StubMailServer implements AutoCloseable {
  private final ServerSocket socket;
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final List<String> said = new CopyOnWriteArrayList<>();

  /** What it answers to {@code DATA}; the usual is 354. */
  volatile String data = "354 go on";

  /** What it answers to recipients whose address begins so. */
  volatile String refused = "";

  volatile String refusal = "550 no such user";

  /** What it answers to {@code AUTH}. */
  volatile String login = "235 welcome";

  /** Whether it says nothing at all. */
  volatile boolean silent;

  StubMailServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Mails that were taken, as they came. */
  List<String> mails() {
    return List.copyOf(mails);
  }

  /** All that clients said besides mails. */
  List<String> said() {
    return List.copyOf(said);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = client.getOutputStream()) {
      if (silent) {
        in.readLine();
        return;
      }
      say(out, "220 stub");
      String line = in.readLine();
      while (line != null) {
        said.add(line);
        String word = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(java.util.Locale.ROOT);
        switch (word) {
          case "EHLO" -> say(out, "250-stub\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN");
          case "AUTH" -> say(out, login);
          case "RCPT" -> say(out, !refused.isEmpty() && line.contains("<" + refused) ? refusal : "250 ok");
          case "DATA" -> {
            say(out, data);
            if (data.startsWith("354")) {
              mails.add(mail(in));
              say(out, "250 taken");
            }
          }
          case "QUIT" -> {
            say(out, "221 bye");
            return;
          }
          default -> say(out, "250 ok");
        }
        line = in.readLine();
      }
    } catch (IOException _) {
      // The client is gone.
    }
  }

  private static String mail(BufferedReader in) throws IOException {
    StringBuilder mail = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      mail.append(line).append('\n');
    }
    return mail.toString();
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
