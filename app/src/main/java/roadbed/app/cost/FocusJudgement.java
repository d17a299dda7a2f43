package roadbed.app.cost;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import roadbed.assess.cost.focus.Check;
import roadbed.assess.cost.focus.Criteria;
import roadbed.assess.cost.focus.Requirements;
import roadbed.assess.cost.focus.Validation;
import roadbed.assess.cost.focus.Verdict;
import roadbed.collect.billing.BillingTables;
import roadbed.collect.billing.BillingTables.Table;
import roadbed.model.BillingFile;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.store.duckdb.FocusDataset;

/** All requirements of FOCUS over files: those with the same columns are one data set. */
public final class FocusJudgement {
  /** The tables of facts that requirements ask for. */
  public static final List<String> FACTS = List.of("invoices", "metadata", "prices", "resources", "services");

  private static final int CELLS = 4;

  private final Requirements requirements;
  private final Set<String> supported;
  private final Set<String> lacking;
  private final List<Path> previous;
  private final Map<String, Path> facts;

  /**
   * A judgement.
   *
   * @param asPublished whether checks are taken as published, also where their own sentence says otherwise
   * @param supported criteria of applicability that the provider meets
   * @param lacking criteria that it does not meet
   */
  public FocusJudgement(boolean asPublished, Set<String> supported, Set<String> lacking) {
    this(asPublished, supported, lacking, List.of(), Map.of());
  }

  /**
   * A judgement with something to compare with.
   *
   * @param asPublished whether checks are taken as published, also where their own sentence says otherwise
   * @param supported criteria of applicability that the provider meets
   * @param lacking criteria that it does not meet
   * @param previous files and folders of earlier deliveries
   * @param facts tables from outside the billing, by name
   */
  public FocusJudgement(
      boolean asPublished, Set<String> supported, Set<String> lacking, List<Path> previous, Map<String, Path> facts) {
    this.previous = List.copyOf(previous);
    this.facts = Map.copyOf(facts);
    requirements = Requirements.load(asPublished);
    this.supported = Set.copyOf(supported);
    this.lacking = Set.copyOf(lacking);
  }

  /** Every criterion of applicability. */
  public Set<String> criteria() {
    return requirements.criteria();
  }

  /**
   * One data set's verdicts.
   *
   * @param files its files
   * @param lines how many lines were judged
   * @param unreadable lines that are no records, which were not
   * @param columns its columns
   * @param criteria what is known of the provider
   * @param verdicts one for each requirement
   * @param places where the first violating lines of each requirement stand and what stands there, by its identifier
   * @param problems the first of the lines that are no records, with what is wrong with them
   */
  public record Judged(
      List<Path> files,
      long lines,
      long unreadable,
      List<String> columns,
      Criteria criteria,
      List<Verdict> verdicts,
      Map<String, List<String>> places,
      List<String> problems) {

    /** Number of verdicts of a status. */
    public long count(Verdict.Status status) {
      return verdicts.stream().filter(verdict -> verdict.status() == status).count();
    }

    /** Whether a binding requirement failed, or a line could not be read. */
    public boolean breaks() {
      return unreadable > 0
          || verdicts.stream()
              .anyMatch(
                  verdict ->
                      verdict.status() == Verdict.Status.FAILED && verdict.requirement().level().binding());
    }
  }

  /** What was judged and what could not be read. */
  public record Outcome(List<Judged> judged, List<Diagnostic> diagnostics) {}

  /** Judges files and folders. */
  public Outcome judge(List<Path> paths) throws IOException {
    BillingTables.Found found = BillingTables.find(paths);
    List<Diagnostic> diagnostics = new ArrayList<>(found.diagnostics());
    Map<List<String>, List<BillingFile>> sets = new LinkedHashMap<>();
    for (Table table : found.tables()) {
      List<String> columns = table.columns();
      if (table.format() == BillingFile.Format.PARQUET) {
        try (FocusDataset schema = new FocusDataset(List.of(file(table)))) {
          columns = schema.columns();
        } catch (IOException e) {
          diagnostics.add(unreadable(table.path(), e));
          continue;
        }
      }
      sets.computeIfAbsent(columns, _ -> new ArrayList<>()).add(file(table));
    }
    List<BillingFile> earlier = new ArrayList<>();
    if (!previous.isEmpty()) {
      BillingTables.Found before = BillingTables.find(previous);
      diagnostics.addAll(before.diagnostics());
      before.tables().forEach(table -> earlier.add(file(table)));
    }
    FocusDataset.Beside beside = new FocusDataset.Beside(earlier, facts);
    List<Judged> judged = new ArrayList<>();
    for (List<BillingFile> files : sets.values()) {
      try (FocusDataset data = new FocusDataset(files, beside)) {
        judged.add(judged(files, data));
      } catch (IOException e) {
        diagnostics.add(unreadable(files.getFirst().path(), e));
      }
    }
    return new Outcome(judged, diagnostics);
  }

  private Judged judged(List<BillingFile> files, FocusDataset data) {
    Criteria criteria = Criteria.of(requirements, data, supported, lacking);
    List<Verdict> verdicts = Validation.of(requirements, data, criteria);
    Map<String, List<String>> places = places(verdicts, data);
    return new Judged(
        files.stream().map(BillingFile::path).toList(),
        data.lines(),
        data.unreadable(),
        data.columns(),
        criteria,
        verdicts,
        places,
        data.problems());
  }

  /** The lines with the cells that break the requirement: {@code bill.csv:12: BilledCost 'abc'}. */
  private static Map<String, List<String>> places(List<Verdict> verdicts, FocusDataset data) {
    Set<Long> rows = new HashSet<>();
    Set<String> columns = new HashSet<>();
    for (Verdict verdict : verdicts) {
      rows.addAll(verdict.first());
      if (!verdict.first().isEmpty()) {
        columns.addAll(read(verdict));
      }
    }
    Map<Long, Map<String, String>> cells = data.cells(rows, columns);
    Map<String, List<String>> places = new LinkedHashMap<>();
    for (Verdict verdict : verdicts) {
      if (!verdict.first().isEmpty()) {
        places.put(
            verdict.requirement().id(),
            verdict.first().stream().map(row -> place(verdict, row, data, cells.getOrDefault(row, Map.of()))).toList());
      }
    }
    return places;
  }

  private static Set<String> read(Verdict verdict) {
    Set<String> columns =
        new LinkedHashSet<>(verdict.requirement().check().map(Check::columns).orElse(Set.of()));
    verdict.requirement().given().map(Check::columns).ifPresent(columns::addAll);
    return columns;
  }

  private static String place(Verdict verdict, long row, FocusDataset data, Map<String, String> cells) {
    String told =
        read(verdict).stream()
            .filter(column -> data.columns().contains(column))
            .limit(CELLS)
            .map(column -> column + (cells.containsKey(column) ? " '" + cells.get(column) + "'" : " null"))
            .collect(Collectors.joining(", "));
    return data.place(row) + (told.isEmpty() ? "" : ": " + told);
  }

  private static BillingFile file(Table table) {
    return new BillingFile(table.path(), table.format(), "1.2");
  }

  private static Diagnostic unreadable(Path path, IOException problem) {
    return Diagnostic.error(
        "billing.unreadable", Location.of(path.toString()), String.valueOf(problem.getMessage()), "is it whole?");
  }
}
