package roadbed.model;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A file that was recognised as FOCUS billing; its lines are read by the billing store, not by the collector.
 *
 * @param path where it is
 * @param format how it is written
 * @param version the FOCUS version that its columns speak of, for example {@code 1.0}
 */
public record BillingFile(Path path, Format format, String version) {

  /** How a billing file is written. */
  public enum Format {
    CSV,
    CSV_GZIP,
    PARQUET,
    /** Documents one after the other, or one document. */
    JSON;

    /** The identifier used in documents, for example {@code csv-gzip}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
