package roadbed.web.access;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Slows guessing down: so many failures for a name or from an address, then a pause. */
final class LoginLimit {
  static final int PER_NAME = 5;
  static final int PER_ADDRESS = 20;
  static final Duration WINDOW = Duration.ofMinutes(15);
  private static final int REMEMBERED = 10_000;

  private final Map<String, ArrayDeque<Instant>> failures =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ArrayDeque<Instant>> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Counts an attempt before its password is looked at, so that attempts made at once count as well.
   *
   * @return whether it may be tried
   */
  synchronized boolean attempt(String name, String address, Instant now) {
    ArrayDeque<Instant> byName = recent(nameKey(name), now);
    ArrayDeque<Instant> byAddress = recent("address " + address, now);
    if (byName.size() >= PER_NAME || byAddress.size() >= PER_ADDRESS) {
      return false;
    }
    byName.add(now);
    byAddress.add(now);
    return true;
  }

  /** Forgets the failures of a name that has logged in. */
  synchronized void succeeded(String name, String address) {
    failures.remove(nameKey(name));
    ArrayDeque<Instant> byAddress = failures.get("address " + address);
    if (byAddress != null) {
      byAddress.pollLast();
    }
  }

  private ArrayDeque<Instant> recent(String key, Instant now) {
    ArrayDeque<Instant> times = failures.computeIfAbsent(key, _ -> new ArrayDeque<>());
    while (!times.isEmpty() && times.peek().isBefore(now.minus(WINDOW))) {
      times.poll();
    }
    return times;
  }

  private static String nameKey(String name) {
    return "name " + name.toLowerCase(Locale.ROOT);
  }
}
