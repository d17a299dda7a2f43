package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import roadbed.inventory.EstateStore.Bucket;
import roadbed.inventory.EstateStore.Page;
import roadbed.inventory.EstateStore.Query;
import roadbed.inventory.EstateStore.Row;
import roadbed.model.ResourceId;

/**
 * A search over the resources that are in the estate now.
 *
 * <p>Filters are resolved to group numbers in memory; the database counts the matching rows of each group,
 * which gives the total and all buckets, and then fetches one page.
 */
final class EstateSearch {
  private static final int MAX_LIMIT = 500;
  private static final int MAX_WORDS = 10;
  private static final int MAX_WORD = 200;
  private static final int MAX_BUCKETS = 200;
  private static final String NONE = "(none)";

  private final Connection connection;
  private final ResourceGroups groups;
  private final Query query;
  private final StringBuilder where = new StringBuilder("where true");
  private final List<@Nullable Object> parameters = new ArrayList<>();

  /** What rows can be in the order of. */
  private enum Sort {
    ID("r.id", ""),
    NAME("left(r.name, 200)", ""),
    KIND(GroupColumn.KIND),
    TYPE(GroupColumn.TYPE),
    PROVIDER(GroupColumn.PROVIDER),
    ACCOUNT(GroupColumn.ACCOUNT),
    REGION(GroupColumn.REGION),
    OWNER(GroupColumn.OWNER),
    ENVIRONMENT(GroupColumn.ENVIRONMENT),
    TIER(GroupColumn.TIER),
    SYSTEM(GroupColumn.SYSTEM),
    SOURCE(GroupColumn.SOURCE),
    FAILED("coalesce(t.failed, 0)", "left join verdict_tally t on t.resource = r.id"),
    NOT_EVALUATED("coalesce(t.not_evaluated, 0)", "left join verdict_tally t on t.resource = r.id");

    private final String expression;
    private final String join;
    private final Optional<GroupColumn> column;

    Sort(String expression, String join) {
      this.expression = expression;
      this.join = join;
      this.column = Optional.empty();
    }

    Sort(GroupColumn column) {
      this.expression = "g." + column.id();
      this.join = "join resource_group g on g.id = r.group_id";
      this.column = Optional.of(column);
    }

    static Sort of(String column) {
      String name = column.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
      for (Sort sort : values()) {
        if (sort.name().equals(name)) {
          return sort;
        }
      }
      throw new IllegalArgumentException(
          "there is no column %s to sort by; there are %s"
              .formatted(
                  column,
                  String.join(
                      ", ",
                      Arrays.stream(values()).map(s -> s.name().toLowerCase(Locale.ROOT)).toList())));
    }
  }

  EstateSearch(Connection connection, ResourceGroups groups, Query query) {
    this.connection = connection;
    this.groups = groups;
    this.query = query;
  }

  Page run() throws SQLException {
    groups.refresh(connection);
    restrictGroups();
    restrictWords();
    restrictTags();
    Map<Integer, Long> counts = counts();
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    List<Row> rows = total == 0 ? List.of() : rows(counts);
    return new Page(rows, total, buckets(counts));
  }

  private void restrictGroups() {
    Map<GroupColumn, Set<String>> wanted = new EnumMap<>(GroupColumn.class);
    query
        .filters()
        .forEach(
            (column, values) -> {
              if (!values.isEmpty()) {
                wanted.put(
                    GroupColumn.of(column),
                    Set.copyOf(values.stream().map(v -> v.equals(NONE) ? "" : v).distinct().toList()));
              }
            });
    if (wanted.isEmpty()) {
      return;
    }
    Integer[] matching =
        groups.all().stream()
            .filter(
                group ->
                    wanted.entrySet().stream()
                        .allMatch(entry -> entry.getValue().contains(group.value(entry.getKey()))))
            .map(ResourceGroups.Group::id)
            .toArray(Integer[]::new);
    where.append(" and r.group_id = any (?)");
    parameters.add(matching);
  }

  private void restrictWords() {
    for (String word : words(query.text(), MAX_WORDS, MAX_WORD)) {
      where.append(" and r.words like ?");
      parameters.add(containing(word));
    }
  }

  /** Lower-case words of a text, a bounded number of them. */
  static List<String> words(String text, int max, int length) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).strip().split("\\s+"))
        .filter(word -> !word.isEmpty())
        .limit(max)
        .map(word -> word.substring(0, Math.min(word.length(), length)))
        .toList();
  }

  /** A pattern for LIKE that takes the word as it stands. */
  static String containing(String word) {
    return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }

  private void restrictTags() {
    if (!query.tags().isEmpty()) {
      where.append(" and r.tags @> ?::jsonb");
      parameters.add(Storable.json(query.tags()));
    }
  }

  private Map<Integer, Long> counts() throws SQLException {
    Map<Integer, Long> counts = new HashMap<>();
    String source =
        query.tags().isEmpty() && query.text().isBlank()
            ? "select r.group_id, r.resources from resource_count r " + where
            : "select r.group_id, count(*) as resources from resource_current r "
                + where
                + " group by r.group_id";
    Sql.each(
        connection,
        source,
        row -> counts.put(row.getInt("group_id"), row.getLong("resources")),
        parameters.toArray());
    return counts;
  }

  private List<Row> rows(Map<Integer, Long> counts) throws SQLException {
    boolean descending = query.sort().startsWith("-");
    String name = descending ? query.sort().substring(1) : query.sort();
    Sort sort = name.isBlank() ? Sort.NAME : Sort.of(name);
    List<@Nullable Object> values = new ArrayList<>(parameters);
    long offset = Math.max(0, query.offset());
    int limit = Math.clamp(query.limit(), 0, MAX_LIMIT);
    String narrowed = "";
    if (sort.column.isPresent()) {
      Window window = window(counts, sort.column.get(), descending, offset, limit);
      narrowed = " and r.group_id = any (?)";
      values.add(window.groups().toArray(Integer[]::new));
      offset -= window.skipped();
    }
    values.add(limit);
    values.add(offset);
    String direction = descending ? " desc" : "";
    return Sql.list(
        connection,
        """
        with page as materialized (
          select r.id, r.name, r.group_id, %1$s as sorted_by
          from resource_current r %2$s
          %3$s
          order by %1$s%4$s, r.id
          limit ? offset ?
        )
        select p.id, p.name, p.group_id, coalesce(t.failed, 0) as failed,
          coalesce(t.not_evaluated, 0) as not_evaluated
        from page p left join verdict_tally t on t.resource = p.id
        order by p.sorted_by%4$s, p.id
        """
            .formatted(sort.expression, sort.join, where + narrowed, direction),
        row ->
            row(
                row.getString("id"),
                row.getString("name"),
                groups.group(row.getInt("group_id")),
                row.getInt("failed"),
                row.getInt("not_evaluated")),
        values.toArray());
  }

  /** The groups whose rows are on a page, and how many rows come before these groups. */
  private record Window(List<Integer> groups, long skipped) {}

  /**
   * In the order of a group's column the counts alone say which values are on the page, so that only their rows
   * are sorted.
   */
  private Window window(
      Map<Integer, Long> counts, GroupColumn column, boolean descending, long offset, int limit) {
    TreeMap<String, List<Integer>> byValue = new TreeMap<>(EstateSearch::inCodePoints);
    counts
        .keySet()
        .forEach(
            id ->
                byValue
                    .computeIfAbsent(groups.group(id).value(column), value -> new ArrayList<>())
                    .add(id));
    List<Integer> wanted = new ArrayList<>();
    long skipped = 0;
    long position = 0;
    for (List<Integer> ids : (descending ? byValue.descendingMap() : byValue).values()) {
      long rows = ids.stream().mapToLong(id -> counts.getOrDefault(id, 0L)).sum();
      if (position + rows <= offset) {
        skipped += rows;
      } else if (position < offset + limit) {
        wanted.addAll(ids);
      }
      position += rows;
    }
    return new Window(wanted, skipped);
  }

  /** As the database orders: by code point, where Java's own order is by half surrogate pairs. */
  private static int inCodePoints(String one, String other) {
    return Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());
  }

  static Row row(String id, String name, ResourceGroups.Group group, int failed, int notEvaluated) {
    return new Row(
        new ResourceId(id),
        group.value(GroupColumn.KIND),
        group.value(GroupColumn.TYPE),
        group.value(GroupColumn.PROVIDER),
        group.value(GroupColumn.ACCOUNT),
        group.value(GroupColumn.REGION),
        name,
        group.value(GroupColumn.OWNER),
        group.value(GroupColumn.ENVIRONMENT),
        group.value(GroupColumn.TIER),
        failed,
        notEvaluated);
  }

  private Map<String, List<Bucket>> buckets(Map<Integer, Long> counts) {
    Map<String, List<Bucket>> buckets = new LinkedHashMap<>();
    for (GroupColumn column : GroupColumn.values()) {
      Map<String, Long> byValue = new HashMap<>();
      counts.forEach((group, count) -> byValue.merge(groups.group(group).value(column), count, Long::sum));
      buckets.put(
          column.id(),
          byValue.entrySet().stream()
              .map(entry -> new Bucket(entry.getKey().isEmpty() ? NONE : entry.getKey(), entry.getValue()))
              .sorted(Comparator.comparingLong(Bucket::count).reversed().thenComparing(Bucket::value))
              .limit(MAX_BUCKETS)
              .toList());
    }
    return buckets;
  }
}
