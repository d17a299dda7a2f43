package roadbed.app.cost;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import roadbed.app.config.Folders;
import roadbed.assess.cost.change.PriceSheet;
import roadbed.assess.cost.waste.BilledUses;
import roadbed.assess.cost.waste.Waste;
import roadbed.assess.cost.waste.WasteLimits;
import roadbed.assess.cost.waste.WasteReport;
import roadbed.collect.Progress;
import roadbed.collect.metrics.UtilisationFiles;
import roadbed.collect.prices.PriceFiles;
import roadbed.inventory.Snapshot;
import roadbed.model.Diagnostic;
import roadbed.model.Utilisation;

/** Finds waste in files, or in what a server holds. */
public final class WasteRun {
  private final Folders folders;
  private final Clock clock;

  /** A run at a time. */
  public WasteRun(Folders folders, Clock clock) {
    this.folders = folders;
    this.clock = clock;
  }

  /**
   * What is looked at.
   *
   * @param paths resources and bills; where they hold no bill the imported lines are asked
   * @param prices price lists; without any, the small sheet that comes with the program
   * @param utilisation exports of monitoring
   */
  public record Request(List<Path> paths, List<Path> prices, List<Path> utilisation, WasteLimits limits) {
    public Request {
      paths = List.copyOf(paths);
      prices = List.copyOf(prices);
      utilisation = List.copyOf(utilisation);
    }
  }

  /**
   * What was found.
   *
   * @param snapshot the estate that was looked at
   * @param series how many series of measurements were read
   * @param diagnostics what reading said
   */
  public record Found(WasteReport report, Snapshot snapshot, int series, List<Diagnostic> diagnostics) {
    public Found {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Reads and judges. */
  public Found run(Request request, Progress progress) throws IOException {
    List<Diagnostic> diagnostics = new ArrayList<>();
    PriceFiles.Read prices = request.prices().isEmpty() ? ChangePricing.sample() : PriceFiles.read(request.prices());
    diagnostics.addAll(prices.diagnostics());
    UtilisationFiles.Read utilisation = UtilisationFiles.read(request.utilisation());
    diagnostics.addAll(utilisation.diagnostics());
    try (BilledEstate estate = BilledEstate.open(folders, clock, request.paths(), progress)) {
      diagnostics.addAll(estate.diagnostics());
      WasteReport report =
          find(
              estate.snapshot(),
              estate.billing(),
              new PriceSheet(prices.prices(), prices.sources()),
              utilisation.series(),
              request.limits(),
              clock.instant());
      return new Found(report, estate.snapshot(), utilisation.series().size(), diagnostics);
    }
  }

  /** Judges an estate with the bills that are at hand; what a server calls with what it holds. */
  public static WasteReport find(
      Snapshot snapshot,
      BilledUses billing,
      PriceSheet prices,
      List<Utilisation> utilisation,
      WasteLimits limits,
      Instant now) {
    return new Waste(snapshot, billing.lately(), prices, utilisation, limits).find(now);
  }

  /** The prices that come with the program, for whoever has no list of their own. */
  public static PriceSheet sample() throws IOException {
    PriceFiles.Read read = ChangePricing.sample();
    return new PriceSheet(read.prices(), read.sources());
  }
}
