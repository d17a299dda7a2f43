package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.assess.cost.waste.MachineTypes.MachineType;
import roadbed.assess.cost.waste.Rule.Judged;
import roadbed.inventory.facet.Document;
import roadbed.model.Money;
import roadbed.model.UnitPrice;
import roadbed.model.Value;

/** Series whose successors cost less. */
final class Generations {
  /** A gibibyte of gp3 costs four fifths of one of gp2, in every region of AWS's price list. */
  private static final BigDecimal GP3_OVER_GP2 = new BigDecimal("0.8");
  /** What comes with gp3, and what more costs over the price of a gibibyte: AWS's list, the same in every region. */
  private static final long BASE_OPERATIONS = 3_000;
  private static final long BASE_THROUGHPUT = 125;
  private static final BigDecimal OPERATION_OVER_GIB = new BigDecimal("0.0625");
  private static final BigDecimal THROUGHPUT_OVER_GIB = new BigDecimal("0.5");

  static final List<Rule> RULES =
      List.of(
          Rule.of(
              "old-machine-type",
              WasteKind.GENERATION,
              Generations::machine,
              Sizes.ATTRIBUTES.keySet().stream().filter(type -> !type.equals("aws_launch_template")).toArray(String[]::new)),
          Rule.of("gp2-disk", WasteKind.GENERATION, Generations::disk, "aws_ebs_volume"),
          Rule.of("gp2-root-disk", WasteKind.GENERATION, Generations::root, "aws_instance"),
          Rule.of("gp2-database-storage", WasteKind.GENERATION, Generations::database, "aws_db_instance"));

  private Generations() {}

  private static Judged machine(Seen it, Estate estate) {
    Optional<String> name = Sizes.name(it);
    if (name.isEmpty()) {
      return Rule.unjudged("its size is not told");
    }
    Optional<MachineType> type = MachineTypes.known().of(name.get());
    if (type.isEmpty()) {
      return Rule.unjudged("nothing is known of the size " + name.get());
    }
    MachineType now = type.get();
    if (!now.previous() || now.successor().isEmpty()) {
      return Rule.FINE;
    }
    Optional<Sizes.Ratio> ratio = Sizes.ratio(it, now.successor(), estate);
    if (ratio.isPresent() && !ratio.get().cheaper()) {
      return Rule.FINE;
    }
    boolean otherArchitecture = MachineTypes.known().of(now.successor()).filter(next -> !next.architecture().equals(now.architecture())).isPresent();
    return new Rule.Draft(
            "Change " + it.resource().name() + " from " + now.name() + " to " + now.successor(),
            now.name() + " is of an older series, which " + now.successor() + " follows",
            Part.RUN,
            ratio
                .map(prices -> Sizes.saving(it, prices, now.name() + " and " + now.successor(), estate))
                .orElseGet(
                    () ->
                        new Estimate.Unknown(
                            "no price of " + now.name() + " and " + now.successor() + " in "
                                + (it.region().isEmpty() ? "an unknown region" : it.region()))),
            it.type().equals("aws_instance")
                ? Grade.medium("the new series needs drivers of network and disk that old images may lack")
                : otherArchitecture
                    ? Grade.medium("another processor architecture, which the service hides")
                    : Grade.low("the provider moves it"),
            Grade.medium("a restart, so a window for it"),
            ratio.isPresent() ? Grade.high("both prices are in the sheet") : Grade.medium("the series is known, the prices are not"),
            List.of(),
            Sizes.remedy(it, now.successor()))
        .found();
  }

  private static Judged disk(Seen it, Estate estate) {
    String type = it.text("type").orElse(it.isLive() ? "" : "gp2");
    if (type.isEmpty()) {
      return Rule.unjudged("the inventory does not say its type");
    }
    if (!type.equals("gp2")) {
      return Rule.FINE;
    }
    Optional<BigDecimal> size = it.number("size");
    return size.isEmpty()
        ? Rule.unjudged("its size is not known")
        : moved(it, size.get(), estate.costs().of(it, Part.STORAGE), "disk:gp2", "disk:gp3", "", "type", estate);
  }

  private static Judged root(Seen it, Estate estate) {
    List<Document> disks = it.doc().blocks("root_block_device");
    if (it.isLive() || disks.isEmpty()) {
      // Live disks are resources of their own; without a block the image decides.
      return Rule.FINE;
    }
    Document disk = disks.getFirst();
    String type = disk.text("volume_type").orElse("gp2");
    if (!type.equals("gp2")) {
      return Rule.FINE;
    }
    Optional<Long> size = disk.number("volume_size");
    if (size.isEmpty()) {
      return Rule.unjudged("the size of its disk is not known");
    }
    BigDecimal gibibytes = BigDecimal.valueOf(size.get());
    Optional<MonthlyCost> cost =
        estate.costs().price(it, "disk:gp2")
            .map(
                price ->
                    new MonthlyCost(
                        new Money(price.amount().multiply(gibibytes), price.currency()),
                        MonthlyCost.Basis.PRICES,
                        "priced disk:gp2: " + gibibytes.toPlainString() + " gib-month at " + price.amount().toPlainString()));
    return moved(it, gibibytes, cost, "disk:gp2", "disk:gp3", "root_block_device", "volume_type", estate);
  }

  private static Judged database(Seen it, Estate estate) {
    if (!it.text("storage_type").orElse("gp2").equals("gp2") || it.text("engine").filter(engine -> engine.startsWith("aurora")).isPresent()) {
      return Rule.FINE;
    }
    if (it.isLive() && it.text("storage_type", "StorageType").isEmpty()) {
      return Rule.unjudged("the inventory does not say the type of its storage");
    }
    Optional<BigDecimal> size = it.number("allocated_storage");
    if (size.isEmpty()) {
      return Rule.unjudged("the size of its storage is not known");
    }
    String zones = it.doc().is("multi_az") ? ":multi" : ":single";
    // Databases get more with gp3 than disks do, so nothing has to be added; the price of a gibibyte is the same.
    Optional<UnitPrice> now = estate.costs().price(it, "database-storage:gp2" + zones);
    Optional<UnitPrice> then = estate.costs().price(it, "database-storage:gp3" + zones);
    if (now.isPresent() && then.isPresent() && then.get().amount().compareTo(now.get().amount()) < 0) {
      BigDecimal difference = now.get().amount().subtract(then.get().amount()).multiply(size.get());
      return draft(
          it,
          new Estimate.Known(new Money(difference, now.get().currency()), size.get().toPlainString() + " gib-month at the difference of the prices"),
          "gp3 costs less for the same storage",
          new Remedy(
              List.of(Remedy.attribute(Value.of("gp3"), "storage_type")),
              "storage_type = \"gp3\"\n",
              List.of("aws rds modify-db-instance --db-instance-identifier " + it.resource().name() + " --storage-type gp3")));
    }
    return Rule.FINE;
  }

  /** From gp2 to gp3 with as many operations and as much throughput as there are now. */
  private static Judged moved(
      Seen it,
      BigDecimal size,
      Optional<MonthlyCost> cost,
      String old,
      String fresh,
      String block,
      String attribute,
      Estate estate) {
    long operations = Math.max(0, Math.min(16_000, 3 * size.longValue()) - BASE_OPERATIONS);
    long throughput = size.longValue() > 170 ? 250 - BASE_THROUGHPUT : 0;
    List<Remedy.Edit> edits = new ArrayList<>();
    edits.add(edit(block, attribute, Value.of("gp3")));
    StringBuilder snippet = new StringBuilder(attribute + " = \"gp3\"\n");
    if (operations > 0) {
      edits.add(edit(block, "iops", Value.of(operations + BASE_OPERATIONS)));
      snippet.append("iops = ").append(operations + BASE_OPERATIONS).append('\n');
    }
    if (throughput > 0) {
      edits.add(edit(block, "throughput", Value.of(throughput + BASE_THROUGHPUT)));
      snippet.append("throughput = ").append(throughput + BASE_THROUGHPUT).append('\n');
    }
    Optional<UnitPrice> before = estate.costs().price(it, old);
    Optional<UnitPrice> after = estate.costs().price(it, fresh);
    boolean priced = before.isPresent() && after.isPresent() && before.get().amount().signum() > 0;
    BigDecimal ratio = priced ? Costs.share(BigDecimal.ONE, after.orElseThrow().amount(), before.orElseThrow().amount()) : GP3_OVER_GP2;
    // Gibibytes of gp3 that cost as much as what is asked for beyond what comes with it.
    BigDecimal extra =
        OPERATION_OVER_GIB.multiply(BigDecimal.valueOf(operations)).add(THROUGHPUT_OVER_GIB.multiply(BigDecimal.valueOf(throughput)));
    BigDecimal kept = ratio.multiply(size.add(extra));
    if (kept.compareTo(size) >= 0) {
      return Rule.FINE;
    }
    Estimate saving =
        cost.<Estimate>map(
                paid ->
                    new Estimate.Known(
                        new Money(Costs.share(paid.money().amount(), size.subtract(kept), size), paid.money().currency()),
                        paid.words() + "; gp3 costs " + Measured.number(ratio.doubleValue() * 100) + "% of gp2 for a GiB"
                            + (priced ? "" : " in AWS's price lists")
                            + (extra.signum() > 0 ? ", and what it has to be given beyond its base is taken off" : "")))
            .orElseGet(() -> estate.noCost(it));
    String volume = it.identifier("id");
    return draft(
        it,
        saving,
        "gp3 costs less for the same size, and gets as many operations and as much throughput as gp2 has",
        new Remedy(edits, snippet.toString(), List.of("aws ec2 modify-volume --volume-id " + volume + " --volume-type gp3")));
  }

  private static Remedy.Edit edit(String block, String attribute, Value value) {
    return block.isEmpty() ? Remedy.attribute(value, attribute) : Remedy.attribute(value, block, attribute);
  }

  private static Judged draft(Seen it, Estimate saving, String why, Remedy remedy) {
    return new Rule.Draft(
            "Move the storage of " + it.resource().name() + " from gp2 to gp3",
            why,
            Part.STORAGE,
            saving,
            Grade.low("it moves while it is in use"),
            Grade.low("one attribute, without a stop"),
            Grade.high("both types are known and so is the size"),
            List.of(),
            remedy)
        .found();
  }
}
