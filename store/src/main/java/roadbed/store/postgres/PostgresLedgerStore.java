package roadbed.store.postgres;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import roadbed.assess.reliability.ledger.EventLedger;
import roadbed.assess.reliability.ledger.LedgerStore;
import roadbed.assess.reliability.ledger.Standing;
import roadbed.assess.reliability.ledger.Tally;
import roadbed.model.slo.SliceCount;
import roadbed.model.slo.SliceState;

/** Counts of events by slice, a row for each objective and day; the tables are told of in {@code V16__event_ledger.sql}. */
final class PostgresLedgerStore implements LedgerStore {
  private static final int DAY = 86_400;
  private static final char NO_DATA = 'd';

  private final Database database;

  PostgresLedgerStore(Database database) {
    this.database = database;
  }

  /** One day of one objective. */
  private record DayOf(String slo, LocalDate day) implements Comparable<DayOf> {
    @Override
    public int compareTo(DayOf other) {
      int first = slo.compareTo(other.slo);
      return first != 0 ? first : day.compareTo(other.day);
    }
  }

  /** The slices of a day. */
  private static final class Slices {
    private final int seconds;
    private final long[] good;
    private final long[] total;
    private final char[] states;

    private Slices(int seconds, long[] good, long[] total, char[] states) {
      this.seconds = seconds;
      this.good = good;
      this.total = total;
      this.states = states;
    }

    static Slices none(int seconds) {
      int number = DAY / seconds;
      char[] states = new char[number];
      Arrays.fill(states, NO_DATA);
      return new Slices(seconds, new long[number], new long[number], states);
    }

    static Slices read(ResultSet row) throws SQLException {
      return new Slices(
          row.getInt("slice_seconds"), numbers(row, "good"), numbers(row, "total"), row.getString("states").toCharArray());
    }

    private static long[] numbers(ResultSet row, String column) throws SQLException {
      return Arrays.stream((Long[]) row.getArray(column).getArray()).mapToLong(Long::longValue).toArray();
    }

    void put(SliceCount count) {
      int at = (int) (Math.floorMod(count.start().getEpochSecond(), (long) DAY) / seconds);
      good[at] = count.good().movePointRight(SliceCount.PLACES).longValueExact();
      total[at] = count.total().movePointRight(SliceCount.PLACES).longValueExact();
      states[at] = letter(count.state());
    }
  }

  @Override
  public void add(List<SliceCount> counts) {
    Map<DayOf, List<SliceCount>> days = new TreeMap<>();
    for (SliceCount count : counts) {
      long seconds = count.length().toSeconds();
      if (DAY % seconds != 0 || Math.floorMod(count.start().getEpochSecond(), seconds) != 0) {
        throw new IllegalArgumentException("the slice of " + count.objective() + " at " + count.start() + " is no part of its day");
      }
      days.computeIfAbsent(
              new DayOf(count.objective(), LocalDate.ofInstant(count.start(), ZoneOffset.UTC)), _ -> new ArrayList<>())
          .add(count);
    }
    database.write(
        connection -> {
          for (Map.Entry<DayOf, List<SliceCount>> one : days.entrySet()) {
            add(connection, one.getKey(), one.getValue());
          }
          return days.size();
        });
  }

  private static void add(Connection connection, DayOf day, List<SliceCount> counts) throws SQLException {
    int seconds = Math.toIntExact(counts.getFirst().length().toSeconds());
    Slices slices =
        Sql.first(
                connection,
                "select slice_seconds, good, total, states from sli_day where slo = ? and day = ? for update",
                Slices::read,
                day.slo(),
                day.day())
            .orElseGet(() -> Slices.none(seconds));
    for (SliceCount count : counts) {
      if (count.length().toSeconds() != slices.seconds) {
        throw new IllegalArgumentException(
            "slices of " + day.slo() + " on " + day.day() + " last " + slices.seconds + " s, not " + count.length().toSeconds());
      }
      slices.put(count);
    }
    Sql.update(
        connection,
        """
        insert into sli_day (slo, day, slice_seconds, good, total, states) values (?, ?, ?, ?, ?, ?)
        on conflict (slo, day) do update set good = excluded.good, total = excluded.total, states = excluded.states
        """,
        day.slo(),
        day.day(),
        slices.seconds,
        slices.good,
        slices.total,
        new String(slices.states));
  }

  @Override
  public Optional<EventLedger> ledger(String objective, Instant since) {
    List<SliceCount> counts = new ArrayList<>();
    LocalDate first = LocalDate.ofInstant(since, ZoneOffset.UTC);
    database.read(
        connection -> {
          Sql.each(
              connection,
              "select day, slice_seconds, good, total, states from sli_day where slo = ? and day >= ? order by day",
              row -> counts.addAll(counts(objective, Sql.date(row, "day"), Slices.read(row))),
              objective,
              first);
          return counts.size();
        });
    return counts.isEmpty() ? Optional.empty() : Optional.of(EventLedger.of(counts));
  }

  /** What nobody told of is left out; a ledger makes gaps no-data by itself. */
  private static List<SliceCount> counts(String objective, LocalDate day, Slices slices) {
    List<SliceCount> counts = new ArrayList<>();
    Duration length = Duration.ofSeconds(slices.seconds);
    Instant begin = day.atStartOfDay().toInstant(ZoneOffset.UTC);
    for (int i = 0; i < slices.states.length; i++) {
      if (slices.states[i] != NO_DATA) {
        counts.add(
            new SliceCount(
                objective,
                begin.plusSeconds((long) i * slices.seconds),
                length,
                BigDecimal.valueOf(slices.good[i], SliceCount.PLACES),
                BigDecimal.valueOf(slices.total[i], SliceCount.PLACES),
                state(slices.states[i])));
      }
    }
    return counts;
  }

  @Override
  public Optional<Instant> end(String objective) {
    return database.read(
            connection ->
                Sql.first(
                    connection,
                    "select day, slice_seconds, length(rtrim(states, 'd')) as slices from sli_day where slo = ?"
                        + " and rtrim(states, 'd') <> '' order by day desc limit 1",
                    row ->
                        Sql.date(row, "day")
                            .atStartOfDay()
                            .toInstant(ZoneOffset.UTC)
                            .plusSeconds((long) row.getInt("slice_seconds") * row.getInt("slices")),
                    objective));
  }

  @Override
  public void record(List<DayResult> results) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (DayResult result : results) {
      Standing standing = result.standing();
      rows.add(
          new @Nullable Object[] {
            standing.slo().id(),
            result.day(),
            standing.slo().service(),
            standing.slo().name(),
            standing.slo().owner().orElse(null),
            standing.slo().tier().orElse(null),
            standing.slo().target(),
            standing.window().from(),
            standing.window().end(),
            standing.good(),
            standing.valid(),
            standing.attainment().orElse(null),
            standing.left().orElse(null),
            standing.coverage(),
            standing.outcome().id(),
            Tally.events(result.alone().good()),
            Tally.events(result.alone().total())
          });
    }
    database.write(
        connection -> {
          Sql.batch(
              connection,
              """
              insert into slo_result
                (slo, day, service, name, owner, tier, target, window_start, window_end, good, valid, attainment, budget_left,
                 coverage, outcome, day_good, day_total)
              values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as numeric), cast(? as numeric), ?, ?, ?, ?)
              on conflict (slo, day) do update set
                service = excluded.service, name = excluded.name, owner = excluded.owner, tier = excluded.tier,
                target = excluded.target, window_start = excluded.window_start, window_end = excluded.window_end,
                good = excluded.good, valid = excluded.valid, attainment = excluded.attainment,
                budget_left = excluded.budget_left, coverage = excluded.coverage, outcome = excluded.outcome,
                day_good = excluded.day_good, day_total = excluded.day_total
              """,
              rows);
          return rows.size();
        });
  }

  private static char letter(SliceState state) {
    return switch (state) {
      case COUNTED -> 'c';
      case NO_TRAFFIC -> 't';
      case NO_DATA -> NO_DATA;
      case TARGET_GONE -> 'g';
    };
  }

  private static SliceState state(char letter) {
    return switch (letter) {
      case 'c' -> SliceState.COUNTED;
      case 't' -> SliceState.NO_TRAFFIC;
      case 'g' -> SliceState.TARGET_GONE;
      default -> SliceState.NO_DATA;
    };
  }
}
