package roadbed.web.access;

/** Who makes a request. */
public sealed interface Caller {

  /** What logs and evidence call them. */
  String actor();

  /**
   * Nobody we know.
   *
   * @param local whether only this machine can reach the server
   */
  record Unknown(boolean local) implements Caller {
    @Override
    public String actor() {
      return local ? "local" : "unknown";
    }
  }

  /**
   * A browser with a session.
   *
   * @param secret the session's secret, from which form tokens derive
   */
  record Administrator(String name, String secret) implements Caller {
    @Override
    public String actor() {
      return name;
    }

    @Override
    public String toString() {
      return "Administrator[" + name + "]";
    }
  }

  /** A program with an API token. */
  record TokenHolder(String id, String name) implements Caller {
    @Override
    public String actor() {
      return "token " + id + " (" + name + ")";
    }
  }
}
