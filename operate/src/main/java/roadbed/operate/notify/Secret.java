package roadbed.operate.notify;

/** Where a secret stands. What it is is read when it is needed, is kept nowhere and shown nowhere. */
public sealed interface Secret {
  /** In a variable of the server's environment. */
  record Variable(String name) implements Secret {}

  /** In a file, which may change while the server runs. */
  record InFile(String path) implements Secret {}

  /** In the document itself, for addresses that are no secret. */
  record Written(String text) implements Secret {
    @Override
    public String toString() {
      return "Written[]";
    }
  }

  /** Where it stands, in words that may be shown. */
  default String place() {
    return switch (this) {
      case Variable it -> "variable " + it.name();
      case InFile it -> "file " + it.path();
      case Written _ -> "the document";
    };
  }
}
