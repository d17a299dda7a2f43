package roadbed.operate.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Served shifts are counted as if each of them were looked at. */
class ServedShiftsTest {
  private static final long SEED = 20261122;

  @Test
  void theCountIsThatOfWalkingThroughAll() {
    Random random = new Random(SEED);
    List<String> zones = List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "Africa/Casablanca");
    for (int i = 0; i < 120; i++) {
      Rotation.Unit unit = Rotation.Unit.values()[random.nextInt(4)];
      int length = unit == Rotation.Unit.HOURLY ? 1 + random.nextInt(30) : 1 + random.nextInt(3);
      Rotation rotation =
          new Rotation(
              ZoneId.of(zones.get(random.nextInt(zones.size()))), LocalDateTime.of(2011, 1 + random.nextInt(12), 3, random.nextInt(24), random.nextInt(2) * 30), unit, length);
      List<Restriction> restrictions = new ArrayList<>();
      for (int j = 0; j <= random.nextInt(2); j++) {
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
          if (random.nextInt(3) == 0) {
            days.add(day);
          }
        }
        restrictions.add(new Restriction(days, LocalTime.of(random.nextInt(24), 0), LocalTime.of(random.nextInt(24), 30)));
      }
      long until = unit == Rotation.Unit.HOURLY ? 3_000 : unit == Rotation.Unit.DAILY ? 700 : 60;
      long walked = 0;
      for (long number = 0; number < until; number++) {
        Span shift = rotation.begin(number).isBefore(rotation.begin(number + 1)) ? new Span(rotation.begin(number), rotation.begin(number + 1)) : null;
        walked += shift != null && restrictions.stream().anyMatch(one -> !one.within(shift, rotation.zone()).isEmpty()) ? 1 : 0;
      }
      assertThat(new ServedShifts(rotation, restrictions).before(until)).as("seed %d, case %d: %s %s", SEED, i, rotation, restrictions).isEqualTo(walked);
    }
  }
}
