package roadbed.app.server;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import roadbed.operate.notify.Message;
import roadbed.operate.notify.NotifySettings;

/** The links by which those who are paged answer: they name the paging and the person, and are sealed so that nobody makes one up. */
final class AnswerLinks {
  static final String PATH = "/notify/answer/";
  private static final int LONGEST = 1_000;

  private final Seal seal;
  private final Supplier<NotifySettings> settings;

  AnswerLinks(Seal seal, Supplier<NotifySettings> settings) {
    this.seal = seal;
    this.settings = settings;
  }

  /** What a link says. */
  record Asked(String run, String person) {}

  /** The link of a message that pages; empty for all others, and where nobody knows by which address this server is reached. */
  Optional<URI> of(Message message) {
    Optional<String> address = settings.get().address();
    return message.run().isPresent() && message.person().isPresent() && address.isPresent()
        ? Optional.of(URI.create(address.get() + PATH + token(message.run().get(), message.person().get())))
        : Optional.empty();
  }

  String token(String run, String person) {
    String said = encoded((run + '\n' + person).getBytes(StandardCharsets.UTF_8));
    return said + "." + encoded(seal.mark("answer\n" + said));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What a token says; empty where it was not made here. */
  Optional<Asked> read(String token) {
    int dot = token.indexOf('.');
    if (dot < 1 || token.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      String said = token.substring(0, dot);
      byte[] mark = Base64.getUrlDecoder().decode(token.substring(dot + 1));
      if (!MessageDigest.isEqual(mark, seal.mark("answer\n" + said))) {
        return Optional.empty();
      }
      String text = new String(Base64.getUrlDecoder().decode(said), StandardCharsets.UTF_8);
      int line = text.indexOf('\n');
      return line < 0 ? Optional.empty() : Optional.of(new Asked(text.substring(0, line), text.substring(line + 1)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
