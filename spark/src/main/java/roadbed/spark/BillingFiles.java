package roadbed.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/**
 * The Parquet files of a billing folder that count: those of imported bills, which {@code lake/manifest.json} names,
 * and the generation of each other source that its file {@code current} names. The folder may be anywhere that Hadoop's
 * file systems reach.
 */
final class BillingFiles {
  private static final String LAKE = "lake";
  private static final int MOST_BYTES = 256 << 20;

  private final FileSystem files;
  private final Path folder;

  private BillingFiles(FileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /** The files of a billing folder, none of them empty. */
  static List<String> of(String billing, Configuration hadoop) throws IOException {
    Path folder = new Path(billing);
    FileSystem files = folder.getFileSystem(hadoop);
    return new BillingFiles(files, files.makeQualified(folder)).all();
  }

  private List<String> all() throws IOException {
    List<Path> all = new ArrayList<>(imported());
    for (FileStatus source : list(folder)) {
      if (source.isDirectory() && !source.getPath().getName().equals(LAKE)) {
        try {
          Path generation = new Path(source.getPath(), text(new Path(source.getPath(), "current")).strip());
          for (FileStatus part : list(generation)) {
            if (part.getPath().getName().endsWith(".parquet")) {
              all.add(part.getPath());
            }
          }
        } catch (FileNotFoundException _) {
          // A source whose first lines are being read has no generation yet.
        }
      }
    }
    List<String> counted = new ArrayList<>();
    for (Path path : all) {
      if (files.getFileStatus(path).getLen() > 0) {
        counted.add(path.toString());
      }
    }
    return counted;
  }

  private List<Path> imported() throws IOException {
    Path lake = new Path(folder, LAKE);
    List<Path> imported = new ArrayList<>();
    try {
      for (Value bill : items(ValueJson.parseOwn(text(new Path(lake, "manifest.json"))), "bills")) {
        for (Value file : items(bill, "files")) {
          if (file instanceof Value.Text(String name)) {
            imported.add(new Path(lake, name));
          }
        }
      }
    } catch (FileNotFoundException _) {
      // Nothing was imported.
    }
    return imported;
  }

  private static List<Value> items(Value of, String name) {
    return of instanceof Value.Fields fields && fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Items items
        ? items.values()
        : List.of();
  }

  private List<FileStatus> list(Path of) throws IOException {
    FileStatus[] found = files.listStatus(of);
    Arrays.sort(found, Comparator.comparing((FileStatus file) -> file.getPath().getName()));
    return List.of(found);
  }

  private String text(Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException(path + " is larger than " + (MOST_BYTES >> 20) + " MB");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
