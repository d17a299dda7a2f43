package roadbed.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.assess.cost.allocation.Classifier;
import roadbed.assess.cost.allocation.Measures;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.AllocationJson;
import roadbed.model.AllocationRules;
import roadbed.model.AllocationRules.Measure;
import roadbed.model.Collection;
import roadbed.model.CollectionJson;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonGenerator;

/**
 * What executors must know to judge: the collection and the rules, as the documents in which they travel elsewhere too.
 * Each executor makes its own snapshot and rules of them, once. Both are functions of the documents, so that all
 * executors have the same.
 */
public final class Estate implements Serializable {
  private static final long serialVersionUID = 1;

  private final byte[] collection;
  private final byte[] rules;
  private final ArrayList<String[]> measures = new ArrayList<>();
  private transient volatile @Nullable Ready ready;

  /** Made of the documents. */
  record Ready(Snapshot snapshot, AllocationRules rules, Measures measures, Classifier classifier) {}

  /**
   * An estate.
   *
   * @param rules instead of those that the collection states; empty for those, or the standard order
   * @param measures beside those of the rules
   */
  public Estate(Collection collected, Optional<AllocationRules> rules, List<Measure> measures) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CollectionJson.write(collected, bytes);
    this.collection = bytes.toByteArray();
    this.rules = rules.map(Estate::document).orElseGet(() -> new byte[0]);
    for (Measure one : measures) {
      this.measures.add(
          new String[] {
            one.metric(),
            one.month().toString(),
            one.day().map(LocalDate::toString).orElse(""),
            one.owner(),
            one.value().toString()
          });
    }
  }

  private static byte[] document(AllocationRules rules) {
    if (!(rules.source() instanceof Value.Fields)) {
      throw new IllegalArgumentException("rules that come from no document cannot be sent to executors");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = ValueJson.generator(bytes)) {
      ValueJson.write(json, rules.source());
    }
    return bytes.toByteArray();
  }

  /** Snapshot, rules and measures, made at the first call in a process. */
  Ready ready() {
    Ready made = ready;
    if (made == null) {
      synchronized (this) {
        made = ready;
        if (made == null) {
          made = made();
          ready = made;
        }
      }
    }
    return made;
  }

  private Ready made() {
    Collection collected =
        CollectionJson.read(
            new ByteArrayInputStream(collection), "estate", CollectionJson.Bounds.DEFAULT, Path::of);
    Snapshot snapshot = Inventory.of(List.of(collected));
    AllocationRules stated =
        rules.length == 0
            ? snapshot.facts().allocation().orElse(AllocationRules.STANDARD)
            : AllocationJson.read(ValueJson.parseOwn(new String(rules, java.nio.charset.StandardCharsets.UTF_8)))
                .rules()
                .orElseThrow(() -> new IllegalStateException("the rules are not those that were sent"));
    List<Measure> all = new ArrayList<>(stated.measures());
    for (String[] one : measures) {
      Optional<LocalDate> day = one[2].isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(one[2]));
      all.add(new Measure(one[0], YearMonth.parse(one[1]), day, one[3], new BigDecimal(one[4])));
    }
    return new Ready(snapshot, stated, new Measures(all), new Classifier(stated, snapshot));
  }
}
