package roadbed.operate.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How far a message has come. What a state does not offer cannot be done in it: what was sent is never sent again. */
public sealed interface MessageState {
  /** What is on its way. */
  Message message();

  /** What happened to it, the oldest first. */
  List<MessageEntry> entries();

  /** The state's name in SQL and on pages. */
  default String state() {
    return switch (this) {
      case Waiting _ -> "waiting";
      case Sent _ -> "sent";
      case Dead _ -> "dead";
      case Withdrawn _ -> "withdrawn";
    };
  }

  /** How often it was handed over. */
  default int attempts() {
    return Math.toIntExact(entries().stream().filter(entry -> entry.what() instanceof MessageEntry.Begun).count());
  }

  /** Why it did not arrive at last; empty text where nothing is known. */
  default String problem() {
    return entries().reversed().stream()
        .map(
            entry ->
                switch (entry.what()) {
                  case MessageEntry.Failed it -> it.problem();
                  case MessageEntry.GivenUp it -> it.problem();
                  case MessageEntry.Queued _, MessageEntry.Begun _, MessageEntry.Sent _, MessageEntry.Revived _,
                      MessageEntry.Withdrawn _ -> "";
                })
        .filter(problem -> !problem.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** It is to be sent. */
  record Waiting(Message message, List<MessageEntry> entries) implements MessageState {
    public Waiting {
      entries = List.copyOf(entries);
    }

    /** When it may be sent. */
    public Instant due() {
      Instant due = message.due();
      for (MessageEntry entry : entries) {
        due =
            switch (entry.what()) {
              case MessageEntry.Queued it -> it.due();
              case MessageEntry.Failed it -> it.again();
              case MessageEntry.Revived _ -> entry.at();
              case MessageEntry.Begun _, MessageEntry.Sent _, MessageEntry.GivenUp _, MessageEntry.Withdrawn _ -> due;
            };
      }
      return due;
    }

    /** When it is of no use any more; one that somebody let be tried again has its whole time anew. */
    public Instant expires() {
      Instant expires = message.expires();
      for (MessageEntry entry : entries) {
        if (entry.what() instanceof MessageEntry.Revived) {
          expires = entry.at().plus(Duration.between(message.due(), message.expires()));
        }
      }
      return expires;
    }

    /** Whether it was tried and is to be tried again, so that later ones of its lane stand behind it. */
    public boolean isRetried() {
      return !entries.isEmpty() && (entries.getLast().what() instanceof MessageEntry.Failed || entries.getLast().what() instanceof MessageEntry.Begun);
    }

    /** It is handed over now. */
    public Waiting begin(Instant now) {
      return new Waiting(message, plus(entries, now, MessageEntry.PROGRAM, new MessageEntry.Begun(attempts() + 1)));
    }

    /** It arrived. */
    public Sent sent(Instant now, String receipt) {
      return new Sent(message, plus(entries, now, MessageEntry.PROGRAM, new MessageEntry.Sent(receipt)));
    }

    /** It did not arrive, and is tried again. */
    public Waiting failed(Instant now, String problem, Instant again) {
      return new Waiting(message, plus(entries, now, MessageEntry.PROGRAM, new MessageEntry.Failed(problem, again)));
    }

    /** It did not arrive and is not tried again. */
    public Dead giveUp(Instant now, String problem) {
      return new Dead(message, plus(entries, now, MessageEntry.PROGRAM, new MessageEntry.GivenUp(problem)));
    }

    /** Nobody has to know any more. */
    public Withdrawn withdraw(Instant now, String by, String reason) {
      return new Withdrawn(message, plus(entries, now, by, new MessageEntry.Withdrawn(reason)));
    }
  }

  /** It arrived. */
  record Sent(Message message, List<MessageEntry> entries) implements MessageState {
    public Sent {
      entries = List.copyOf(entries);
    }
  }

  /** It did not arrive, and somebody has to look. */
  record Dead(Message message, List<MessageEntry> entries) implements MessageState {
    public Dead {
      entries = List.copyOf(entries);
    }

    /** It is tried again. */
    public Waiting revive(Instant now, String by) {
      return new Waiting(message, plus(entries, now, by, new MessageEntry.Revived()));
    }

    /** Nobody has to know any more. */
    public Withdrawn withdraw(Instant now, String by, String reason) {
      return new Withdrawn(message, plus(entries, now, by, new MessageEntry.Withdrawn(reason)));
    }
  }

  /** It is not sent, and that is right. */
  record Withdrawn(Message message, List<MessageEntry> entries) implements MessageState {
    public Withdrawn {
      entries = List.copyOf(entries);
    }
  }

  /** The state that entries say. */
  static MessageState of(Message message, List<MessageEntry> entries) {
    MessageState state = new Waiting(message, entries);
    for (MessageEntry entry : entries) {
      switch (entry.what()) {
        case MessageEntry.Sent _ -> state = new Sent(message, entries);
        case MessageEntry.GivenUp _ -> state = new Dead(message, entries);
        case MessageEntry.Withdrawn _ -> state = new Withdrawn(message, entries);
        case MessageEntry.Revived _ -> state = new Waiting(message, entries);
        case MessageEntry.Queued _, MessageEntry.Begun _, MessageEntry.Failed _ -> {}
      }
    }
    return state;
  }

  /** A message that begins to wait. */
  static Waiting queued(Message message, Instant now) {
    return new Waiting(message, List.of(new MessageEntry(now, MessageEntry.PROGRAM, new MessageEntry.Queued(message.due()))));
  }

  private static List<MessageEntry> plus(List<MessageEntry> entries, Instant at, String by, MessageEntry.What what) {
    List<MessageEntry> more = new ArrayList<>(entries);
    more.add(new MessageEntry(at, by, what));
    return more;
  }
}
