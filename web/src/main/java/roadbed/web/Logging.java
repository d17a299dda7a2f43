package roadbed.web;

import ch.qos.logback.classic.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much is logged before the server has its own settings. */
public final class Logging {
  private Logging() {}

  /** Warnings only, from now on until the server sets its levels. */
  public static void quiet() {
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
      root.setLevel(Level.WARN);
    }
  }
}
