package roadbed.operate.oncall;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/** What a clock on the wall says, as an instant; the two times a year on which that is not obvious are decided here. */
final class WallClock {
  private WallClock() {}

  /**
   * The instant at which a clock in a zone shows a time. A time that is skipped, because clocks go forward, is the first
   * instant after the gap; one that comes twice, because they go back, is its first occurrence.
   */
  static Instant instant(LocalDateTime local, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    if (offsets.size() == 1) {
      return local.toInstant(offsets.getFirst());
    }
    ZoneOffsetTransition transition = rules.getTransition(local);
    if (transition != null && transition.isGap()) {
      return transition.getInstant();
    }
    ZoneOffset offset = transition == null ? rules.getOffset(local) : transition.getOffsetBefore();
    return local.toInstant(offset);
  }

  /** What the clock shows at an instant. */
  static LocalDateTime local(Instant instant, ZoneId zone) {
    return LocalDateTime.ofInstant(instant, zone);
  }
}
