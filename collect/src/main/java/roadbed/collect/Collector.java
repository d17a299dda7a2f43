package roadbed.collect;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import roadbed.collect.kubernetes.KubernetesSelectors;
import roadbed.collect.terraform.TerraformPlanReader.Side;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/**
 * Collects an estate from files: walks folders, tells by their content what files are, and has each read. What
 * is wrong with one file is said in the collection's diagnostics, and the others are read all the same.
 */
public final class Collector {
  private final LocalFile.Opener opener;
  private final Side side;

  /** A collector of local files. */
  public Collector() {
    this(Files::newInputStream);
  }

  /** A collector that opens files in another way. */
  Collector(LocalFile.Opener opener) {
    this(opener, Side.PLANNED);
  }

  private Collector(LocalFile.Opener opener, Side side) {
    this.opener = opener;
    this.side = side;
  }

  /** A collector that reads some files, named by their absolute paths, as if they had another text. */
  public static Collector reading(Map<Path, String> texts) {
    return new Collector(
        path -> {
          String text = texts.get(path.toAbsolutePath().normalize());
          return text == null
              ? Files.newInputStream(path)
              : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        });
  }

  /**
   * A collector that reads one side of the Terraform plans among local files, for example what was there before
   * they are applied, and nothing else.
   */
  public static Collector ofPlans(Side side) {
    return new Collector(Files::newInputStream, side);
  }

  /**
   * Collects what is in files and folders.
   *
   * @param source stable name of what is collected
   * @param paths files and folders, in the order to read them
   * @param now when this is
   * @param progress told how far it is
   * @param limits how much is looked at
   */
  public Collection collect(
      String source, List<Path> paths, Instant now, Progress progress, Limits limits) {
    Gathering gathering = new Gathering(limits);
    Scan scan = new Scan(gathering, progress, limits, side, new LocalTree(paths, opener));
    FolderWalk walk =
        new FolderWalk(limits, gathering, realPaths(paths), opener, scan::file);
    for (Path path : distinct(paths)) {
      walk.walk(path);
    }
    scan.configuration(source);
    if (scan.files > 0 && scan.recognised == 0 && side == Side.PLANNED) {
      gathering.diagnostic(
          Diagnostic.warning(
              "collection.nothing",
              Location.of(source),
              "none of the " + scan.files + " files is of a kind that is read",
              "Terraform plans and states, Kubernetes manifests, FOCUS billing, catalog and incident"
                  + " files are; see docs/reference/inputs.md"));
    }
    if (!walk.skipped().isEmpty()) {
      gathering.diagnostic(
          new Diagnostic(
              Diagnostic.Level.INFO,
              "folders.skipped",
              Location.of(source),
              "folders were skipped: "
                  + walk.skipped().entrySet().stream()
                      .limit(20)
                      .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                      .collect(Collectors.joining(", ")),
              "name such a folder as a path of its own to have it read"));
    }
    return new Collection(
        source,
        now,
        scan.joined(source),
        gathering.catalog,
        gathering.facts,
        gathering.incidents,
        gathering.billing,
        gathering.diagnostics(source),
        new Collection.Reading(
            scan.files, scan.recognised, scan.unrecognised, scan.files - scan.recognised),
        gathering.delivery,
        gathering.resilience,
        gathering.documents,
        gathering.uses);
  }

  /** One run over all files. */
  private static final class Scan {
    private final Gathering gathering;
    private final Recogniser recogniser;
    private final Progress progress;
    private final Limits limits;
    private final List<String> unrecognised = new ArrayList<>();
    private long files;
    private long recognised;

    Scan(Gathering gathering, Progress progress, Limits limits, Side side, SourceTree tree) {
      this.gathering = gathering;
      this.recogniser = new Recogniser(limits, gathering, side, tree);
      this.progress = progress;
      this.limits = limits;
    }

    void file(LocalFile file) {
      files++;
      if (reads(file)) {
        recognised++;
      } else if (unrecognised.size() < limits.listed()) {
        unrecognised.add(file.name());
      }
      progress.at(files, recognised, gathering.resources.size());
    }

    private boolean reads(LocalFile file) {
      try {
        return Bulkhead.around(Location.of(file.name()), gathering, true, () -> read(file));
      } catch (IOException e) {
        unreadable(file.name(), e);
        return false;
      }
    }

    private boolean read(LocalFile file) throws IOException {
      boolean read = recogniser.read(file);
      if (read) {
        ExceptionMarks.read(file, gathering);
      }
      return read;
    }

    /** Reads what has a meaning only together, once all files are seen. */
    void configuration(String source) {
      try {
        recogniser.readConfiguration(source);
      } catch (IOException e) {
        unreadable(source, e);
      }
    }

    /** The resources, once what only all of them tell is joined. */
    List<CollectedResource> joined(String source) {
      try {
        return Bulkhead.around(
            Location.of(source), gathering, gathering.resources, () -> KubernetesSelectors.join(gathering.resources));
      } catch (IOException e) {
        unreadable(source, e);
        return gathering.resources;
      }
    }

    private void unreadable(String name, IOException e) {
      gathering.diagnostic(
          Diagnostic.error(
              "file.unreadable",
              Location.of(name),
              "the file cannot be read: " + reason(e),
              "give read permission, or leave it out"));
    }
  }

  /** Why something could not be read, in words; the path is said elsewhere. */
  static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _, FileNotFoundException _ -> "it is not there any more";
      case MalformedInputException _ -> "its name is not valid in this system's encoding";
      case java.util.zip.ZipException _ -> "the gzip data is damaged";
      case java.io.EOFException _ -> "it ends too early";
      default -> {
        String message = e.getMessage();
        yield message == null ? e.getClass().getSimpleName() : message;
      }
    };
  }

  private static Set<Path> realPaths(List<Path> paths) {
    Set<Path> real = new HashSet<>();
    if (paths.size() > 1) {
      for (Path path : paths) {
        try {
          real.add(path.toRealPath());
        } catch (IOException _) {
          // It is missing or cannot be reached, which the walk says.
        }
      }
    }
    return real;
  }

  /** The same place named twice is read once. */
  private static List<Path> distinct(List<Path> paths) {
    Set<Path> seen = new HashSet<>();
    List<Path> distinct = new ArrayList<>();
    for (Path path : paths) {
      Path key;
      try {
        key = path.toRealPath();
      } catch (IOException _) {
        key = path.toAbsolutePath().normalize();
      }
      if (seen.add(key)) {
        distinct.add(path);
      }
    }
    return distinct;
  }
}
