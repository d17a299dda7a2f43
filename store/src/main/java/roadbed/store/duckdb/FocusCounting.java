package roadbed.store.duckdb;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import roadbed.assess.cost.focus.BillingData.Answer;
import roadbed.assess.cost.focus.BillingData.Question;
import roadbed.assess.cost.focus.Check;

/**
 * Counts what keeps and breaks checks, in few passes over the views {@code data} and {@code history}. What is asked of
 * one column is asked of its different values, all of it at once; what is asked of several columns of a line, fifty
 * questions in a pass; what is asked of groups of lines, once however many requirements ask it.
 */
final class FocusCounting {
  private static final int BATCH = 50;
  private static final int FIRST = 3;

  /** A column with more different values than one in so many lines is asked line by line. */
  private static final int LINES_A_VALUE = 4;

  private final DuckDBConnection connection;
  private final Map<String, String> types;
  private final long lines;
  private final CheckSql sql;
  private final Map<String, Answer> ofGroups = new HashMap<>();
  private final Map<String, Long> variety = new HashMap<>();

  /**
   * @param types SQL types of the columns, by lower-case name
   * @param lines number of lines
   */
  FocusCounting(DuckDBConnection connection, Map<String, String> types, long lines) {
    this.connection = connection;
    this.types = types;
    this.lines = lines;
    sql = new CheckSql(types);
  }

  /** The answers, in the order of the questions. */
  List<Answer> count(List<Question> questions) throws SQLException {
    Answer[] answers = new Answer[questions.size()];
    List<Integer> ofLines = new ArrayList<>();
    // By column: what is asked of its values; parts of one question that is asked of several columns among it.
    Map<String, List<Part>> ofValues = new LinkedHashMap<>();
    Map<Integer, List<Part>> parts = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement()) {
      variety(statement);
      for (int i = 0; i < questions.size(); i++) {
        Question question = questions.get(i);
        Optional<List<Part>> asked = ofColumns(question);
        if (question.check().ofGroups()) {
          answers[i] = ofGroups(question, statement);
        } else if (asked.isPresent()) {
          parts.put(i, asked.get());
          asked.get().forEach(part -> ofValues.computeIfAbsent(part.column, _ -> new ArrayList<>()).add(part));
        } else {
          ofLines.add(i);
        }
      }
      for (Map.Entry<String, List<Part>> column : ofValues.entrySet()) {
        ofValues(column.getKey(), column.getValue(), statement);
      }
      for (Map.Entry<Integer, List<Part>> entry : parts.entrySet()) {
        List<Part> broken = entry.getValue().stream().filter(part -> part.answer().violating() > 0).toList();
        if (broken.size() <= 1) {
          answers[entry.getKey()] = (broken.isEmpty() ? entry.getValue().getFirst() : broken.getFirst()).answer();
        } else {
          ofLines.add(entry.getKey());
        }
      }
      for (int from = 0; from < ofLines.size(); from += BATCH) {
        ofLines(questions, ofLines.subList(from, Math.min(ofLines.size(), from + BATCH)), statement, answers);
      }
    }
    return List.of(answers);
  }

  // --- what is asked of one column --------------------------------------------------------------------------------

  /** A question, or a part of one, that is asked of the values of one column. */
  private static final class Part {
    private final String column;
    private final Question question;
    private @Nullable Answer answer;

    Part(String column, Question question) {
      this.column = column;
      this.question = question;
    }

    Answer answer() {
      if (answer == null) {
        throw new IllegalStateException("not asked: " + question);
      }
      return answer;
    }
  }

  private void variety(Statement statement) throws SQLException {
    List<String> texts =
        types.entrySet().stream().filter(type -> type.getValue().equals("VARCHAR")).map(Map.Entry::getKey).toList();
    if (!variety.isEmpty() || texts.isEmpty()) {
      return;
    }
    String counts = String.join(", ", texts.stream().map(name -> "approx_count_distinct(\"" + name.replace("\"", "\"\"") + "\")").toList());
    try (ResultSet row = statement.executeQuery("select " + counts + " from data")) {
      row.next();
      for (int i = 0; i < texts.size(); i++) {
        variety.put(texts.get(i), row.getLong(i + 1));
      }
    }
  }

  /** The columns that a question is asked of, one by one; empty where it is to be asked of lines. */
  private Optional<List<Part>> ofColumns(Question question) {
    Stream<Check> checks =
        question.condition().isEmpty() && question.check() instanceof Check.All(List<Check> several) && !several.isEmpty()
            ? several.stream()
            : Stream.of(question.check());
    List<Part> parts = new ArrayList<>();
    for (Check check : checks.toList()) {
      Set<String> columns = new LinkedHashSet<>(check.columns());
      question.condition().map(Check::columns).ifPresent(columns::addAll);
      if (columns.size() != 1 || !fewValues(columns.iterator().next(), check)) {
        return Optional.empty();
      }
      parts.add(new Part(columns.iterator().next(), new Question(check, question.condition())));
    }
    return Optional.of(parts);
  }

  /** An object is parsed, and that only once for each that differs. */
  private boolean fewValues(String column, Check check) {
    boolean object = check instanceof Check.Shaped(String _, Check.Shape shape) && shape.ofObject();
    String name = column.toLowerCase(Locale.ROOT);
    return types.containsKey(name)
        && (object || variety.getOrDefault(name, Long.MAX_VALUE) <= Math.max(1_000, lines / LINES_A_VALUE));
  }

  private void ofValues(String column, List<Part> parts, Statement statement) throws SQLException {
    String name = "\"" + column.replace("\"", "\"\"") + "\"";
    CheckSql values = new CheckSql(Map.of(column.toLowerCase(Locale.ROOT), "VARCHAR"));
    boolean object = types.getOrDefault(column.toLowerCase(Locale.ROOT), "").equals("VARCHAR");
    CheckSql over = object ? values : sql;
    String grouped = object ? name : over.text(column);
    StringBuilder select = new StringBuilder("select 0");
    for (Part part : parts) {
      String condition = part.question.condition().map(values::of).orElse("true");
      String broken = condition + " and not (" + values.of(part.question.check()) + ")";
      select
          .append(", coalesce(sum(n) filter (where ").append(condition)
          .append("), 0), coalesce(sum(n) filter (where ").append(broken)
          .append("), 0), list_sort(flatten(list(r) filter (where ").append(broken).append(")))[:").append(FIRST).append(']');
    }
    select
        .append(" from (select ").append(grouped).append(" as ").append(name)
        .append(", count(*) as n, min(\"row of file\", ").append(FIRST).append(") as r from data group by 1)");
    try (ResultSet row = statement.executeQuery(select.toString())) {
      row.next();
      int at = 2;
      for (Part part : parts) {
        part.answer = new Answer(row.getLong(at), row.getLong(at + 1), numbers(row.getArray(at + 2)));
        at += 3;
      }
    }
  }

  // --- what is asked of lines ---------------------------------------------------------------------------------------

  private void ofLines(List<Question> questions, List<Integer> batch, Statement statement, Answer[] answers)
      throws SQLException {
    // Expressions that several questions share are counted once.
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (int i : batch) {
      Question question = questions.get(i);
      counts.putIfAbsent(condition(question), counts.size());
      if (!sql.of(question.check()).equals(CheckSql.ALWAYS)) {
        counts.putIfAbsent(broken(question), counts.size());
      }
    }
    List<Long> counted = new ArrayList<>();
    String select =
        "select " + String.join(", ", counts.keySet().stream().map(one -> "count(*) filter (where " + one + ")").toList());
    try (ResultSet row = statement.executeQuery(select + " from data")) {
      row.next();
      for (int i = 1; i <= counts.size(); i++) {
        counted.add(row.getLong(i));
      }
    }
    Map<String, List<Long>> places = new LinkedHashMap<>();
    for (int i : batch) {
      Integer at = counts.get(broken(questions.get(i)));
      if (at != null && counted.get(at) > 0) {
        places.put(broken(questions.get(i)), List.of());
      }
    }
    places(places, statement);
    for (int i : batch) {
      Question question = questions.get(i);
      Integer at = counts.get(broken(question));
      answers[i] =
          new Answer(
              counted.get(counts.getOrDefault(condition(question), 0)),
              at == null ? 0 : counted.get(at),
              places.getOrDefault(broken(question), List.of()));
    }
  }

  private String condition(Question question) {
    return question.condition().map(sql::of).orElse(CheckSql.ALWAYS);
  }

  private String broken(Question question) {
    return condition(question) + " and not (" + sql.of(question.check()) + ")";
  }

  /** The first lines for which expressions hold. */
  private static void places(Map<String, List<Long>> of, Statement statement) throws SQLException {
    if (of.isEmpty()) {
      return;
    }
    List<String> expressions = List.copyOf(of.keySet());
    String select =
        "select "
            + String.join(
                ", ",
                expressions.stream()
                    .map(one -> "min(\"row of file\", " + FIRST + ") filter (where " + one + ")")
                    .toList());
    try (ResultSet row = statement.executeQuery(select + " from data")) {
      row.next();
      for (int i = 0; i < expressions.size(); i++) {
        of.put(expressions.get(i), numbers(row.getArray(i + 1)));
      }
    }
  }

  // --- what is asked of groups --------------------------------------------------------------------------------------

  /** Of several checks, each asked by itself: a line that breaks two is counted with each, up to all lines. */
  private Answer ofGroups(Question question, Statement statement) throws SQLException {
    List<Check> parts = question.check() instanceof Check.All(List<Check> checks) ? checks : List.of(question.check());
    long checked = 0;
    long violating = 0;
    List<Long> first = new ArrayList<>();
    for (Check part : parts) {
      Answer answer = ofGroup(part, question, statement);
      checked = Math.max(checked, answer.checked());
      violating += answer.violating();
      first.addAll(answer.first());
    }
    return new Answer(checked, Math.min(checked, violating), first.stream().sorted().distinct().limit(FIRST).toList());
  }

  /** Counted first; where the lines that contradict each other stand is asked only where there are some. */
  private Answer ofGroup(Check check, Question question, Statement statement) throws SQLException {
    GroupSql groups = new GroupSql(sql, FIRST);
    String select = groups.of(check, question);
    Answer known = ofGroups.get(select);
    if (known != null) {
      return known;
    }
    Answer answer = answer(select, statement);
    Optional<String> places = groups.places(check, question);
    if (answer.violating() > 0 && places.isPresent()) {
      answer = new Answer(answer.checked(), answer.violating(), answer(places.get(), statement).first());
    }
    ofGroups.put(select, answer);
    return answer;
  }

  private static Answer answer(String select, Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(select)) {
      row.next();
      return new Answer(row.getLong(1), row.getLong(2), numbers(row.getArray(3)));
    }
  }

  private static List<Long> numbers(@Nullable Array array) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    if (array != null && array.getArray() instanceof Object[] values) {
      for (Object value : values) {
        if (value instanceof Number number) {
          numbers.add(number.longValue());
        }
      }
    }
    return numbers;
  }
}
