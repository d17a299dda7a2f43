package roadbed.web.hooks;

import java.util.Map;
import java.util.Optional;

/** Takes what alerting systems send; whoever reads their formats implements it. */
public interface AlertReception {

  /**
   * What was sent.
   *
   * @param token that came with it; empty text for none
   * @param headers by name in small letters
   * @param body as it came
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
  record Sent(String token, Map<String, String> headers, byte[] body) {}

  /** What is answered. */
  sealed interface Answer {
    /**
     * It is on disk and will be read.
     *
     * @param key what the sender calls it, where it says so; otherwise empty text
     */
    record Kept(String key) implements Answer {}

    /** The sender is not known, or cannot show that it is who it says. */
    record Stranger() implements Answer {}

    /**
     * It cannot be read.
     *
     * @param why in words, with what to do
     */
    record Unreadable(String why) implements Answer {}

    /** Too much waits already; it is to be sent again. */
    record Busy() implements Answer {}
  }

  /** Takes a message of a source. */
  Answer receive(String source, Sent sent);

  /** Takes an event in the form of PagerDuty's Events API v2, whose routing key is the token of a source. */
  Answer event(Sent sent);

  /**
   * A source that was just let in; its secrets are shown once.
   *
   * @param signing the secret to sign with; empty where messages are not signed
   */
  record Admitted(String id, String token, Optional<String> signing) {
    @Override
    public String toString() {
      return "Admitted[" + id + "]";
    }
  }

  /**
   * Lets a source in, or gives it new secrets.
   *
   * @param format how its messages are read; empty to recognise each
   * @param signed whether its messages carry a signature
   * @param topic of Amazon's notification service that may send there; empty for none
   * @throws IllegalArgumentException where name or format is none
   */
  Admitted admit(String id, String format, boolean signed, String topic, String by);

  /** Ends what a source may; false where there is none. */
  boolean revoke(String id, String by);
}
