package roadbed.web.ui;

import java.util.List;
import roadbed.inventory.Snapshot;
import roadbed.inventory.facet.Reads;
import roadbed.model.Diagnostic;

/** Makes an estate of a document that somebody pasted. */
@FunctionalInterface
public interface PastedDocuments {
  /** What a document gives. */
  Read read(String text);

  /**
   * What a document gave.
   *
   * @param diagnostics what could not be read
   * @param reads which attributes facets were read from
   * @param folder what the places of resources have before the document's name
   */
  record Read(Snapshot snapshot, List<Diagnostic> diagnostics, List<Reads.Read> reads, String folder) {
    public Read {
      diagnostics = List.copyOf(diagnostics);
      reads = List.copyOf(reads);
    }
  }
}
