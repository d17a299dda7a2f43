package roadbed.operate.oncall;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.AllocationJson;
import roadbed.model.Value;

/**
 * How things stand: documents, and what was decided since.
 *
 * @param plan with the overrides and accepted swaps, in the order in which they were decided
 * @param problems of the documents, each with the document's name
 * @param overrides that hold, with who made them
 * @param swaps all of them, the oldest first
 * @param feeds that hold
 */
public record OnCallBook(
    OnCallPlan plan,
    Map<String, List<AllocationJson.Problem>> problems,
    Map<OnCallEntry.Overridden, String> overrides,
    List<Swap> swaps,
    List<OnCallEntry.FeedMade> feeds) {

  /** Folds what is kept. */
  public static OnCallBook of(List<OnCallStore.Kept> documents, List<OnCallEntry> entries) {
    OnCallDocuments.Read read = OnCallDocuments.read(documents.stream().map(OnCallStore.Kept::document).toList());
    Map<String, List<AllocationJson.Problem>> problems = new LinkedHashMap<>();
    for (int i = 0; i < documents.size(); i++) {
      List<AllocationJson.Problem> own = read.problems().get(i);
      if (!own.isEmpty()) {
        problems.put(documents.get(i).name(), own);
      }
    }
    Map<String, OnCallEntry> overrides = new LinkedHashMap<>();
    Map<String, Swap> swaps = new LinkedHashMap<>();
    Map<String, OnCallEntry.FeedMade> feeds = new LinkedHashMap<>();
    // An accepted swap is an override from the moment of its acceptance on.
    Map<String, List<Schedule.Replacement>> replaced = new LinkedHashMap<>();
    Map<String, String> schedules = new LinkedHashMap<>();
    for (OnCallEntry entry : entries) {
      switch (entry.what()) {
        case OnCallEntry.Overridden it -> {
          overrides.put(it.id(), entry);
          schedules.put(it.id(), it.schedule());
          replaced.put(it.id(), List.of(new Schedule.Replacement(it.span(), it.person(), entry.actor())));
        }
        case OnCallEntry.Undone it -> {
          overrides.remove(it.id());
          feeds.remove(it.id());
          replaced.remove(it.id());
        }
        case OnCallEntry.SwapAsked it -> swaps.put(it.id(), new Swap.Requested(it.asked()));
        case OnCallEntry.SwapAnswered it -> {
          if (swaps.get(it.id()) instanceof Swap.Requested open) {
            Swap answered = answered(open, it.answer(), entry);
            swaps.put(it.id(), answered);
            if (answered instanceof Swap.Accepted accepted) {
              schedules.put(it.id(), accepted.asked().schedule());
              replaced.put(it.id(), accepted.replacements());
            }
          }
        }
        case OnCallEntry.FeedMade it -> feeds.put(it.id(), it);
      }
    }
    Map<String, List<Schedule.Replacement>> bySchedule = new LinkedHashMap<>();
    replaced.forEach(
        (id, all) -> bySchedule.computeIfAbsent(schedules.getOrDefault(id, ""), _ -> new ArrayList<>()).addAll(all));
    Map<OnCallEntry.Overridden, String> holding = new LinkedHashMap<>();
    overrides.values().forEach(
        entry -> {
          if (entry.what() instanceof OnCallEntry.Overridden it) {
            holding.put(it, entry.actor());
          }
        });
    return new OnCallBook(
        read.plan().with(bySchedule), problems, holding, List.copyOf(swaps.values()), List.copyOf(feeds.values()));
  }

  private static Swap answered(Swap.Requested open, OnCallEntry.Answer answer, OnCallEntry entry) {
    return switch (answer) {
      case ACCEPTED -> open.accept(entry.actor(), entry.at());
      case DECLINED -> open.decline(entry.actor(), entry.at());
      case WITHDRAWN -> open.withdraw(entry.actor(), entry.at());
    };
  }

  /** Keeps a document only if others stay as they are and nothing in it is wrong: what would be wrong with all of them. */
  public static List<AllocationJson.Problem> problemsWith(List<OnCallStore.Kept> kept, String name, Value document) {
    List<Value> all = new ArrayList<>();
    kept.stream().filter(one -> !one.name().equals(name)).forEach(one -> all.add(one.document()));
    all.add(document);
    return OnCallDocuments.read(all).problems().stream().flatMap(List::stream).toList();
  }
}
