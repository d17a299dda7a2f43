package roadbed.assess.cost.waste;

import static org.assertj.core.api.Assertions.assertThat;
import static roadbed.assess.cost.waste.EstateOf.said;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import roadbed.assess.cost.backlog.Opportunity;
import roadbed.model.Utilisation.Metric;

/** What is waste, what it saves, and what cannot be judged. */
class WasteTest {
  private static final String VOLUME =
      """
      {"VolumeId": "vol-0a", "Size": 100, "VolumeType": "%s", "State": "%s", "Attachments": %s,
       "Tags": [{"Key": "Name", "Value": "data"}, {"Key": "environment", "Value": "production"}]}
      """;
  private static final String MACHINE =
      "{\"id\": \"i-0a\", \"arn\": \"arn:aws:ec2:eu-central-1:111122223333:instance/i-0a\", \"instance_type\": \"%s\", \"tags\": {\"Name\": \"web\", \"environment\": \"%s\"}}";

  private static EstateOf machine(String type, String environment) {
    return new EstateOf().state("aws_instance.web", MACHINE.formatted(type, environment));
  }

  @Test
  void aDiskThatNoMachineHasIsDeletedForAllThatItCosts() {
    EstateOf estate =
        new EstateOf().live("AWS::EC2::Volume", "vol-0a", VOLUME.formatted("gp3", "available", "[]")).billed("vol-0a", "EUC1-EBS:VolumeUsage.gp3", "9.52", "100");
    WasteReport report = estate.find();
    assertThat(said(report)).containsEntry("unattached-disk vol-0a", "9.52");
    WasteFinding found = report.findings().getFirst();
    assertThat(found.kind()).isEqualTo(WasteKind.UNATTACHED);
    assertThat(found.confidence().level()).isEqualTo(Grade.Level.HIGH);
    assertThat(found.cost().orElseThrow().basis()).isEqualTo(MonthlyCost.Basis.BILL);
    assertThat(found.saving().how()).contains("billed 9.52 USD in 2026-10");
    assertThat(found.remedy().edits()).containsExactly(new Remedy.Edit.Remove());
    assertThat(found.remedy().commands().getLast()).isEqualTo("aws ec2 delete-volume --volume-id vol-0a");
  }

  @Test
  void aDiskThatAMachineHasIsFineAndOneOfWhichNobodySaysIsNotEvaluated() {
    assertThat(said(new EstateOf().live("AWS::EC2::Volume", "vol-0a", VOLUME.formatted("gp3", "in-use", "[{\"InstanceId\": \"i-1\"}]")).find())).isEmpty();
    WasteReport silent = new EstateOf().live("AWS::EC2::Volume", "vol-0a", "{\"VolumeId\": \"vol-0a\", \"Size\": 8, \"VolumeType\": \"gp3\"}").find();
    assertThat(silent.findings()).isEmpty();
    assertThat(silent.missing().get("unattached-disk")).containsEntry("the inventory does not say whether it is attached", 1L);
  }

  /** Code tells only of what it attaches itself: what it saves is at most, and never part of a sum. */
  @Test
  void aDiskThatOnlyCodeTellsOfSavesAtMostWhatItCosts() {
    WasteReport report = new EstateOf().code("aws_ebs_volume.data", "{\"size\": 100, \"type\": \"gp3\"}").price("disk:gp3", "gib-month", "0.0952").find();
    assertThat(said(report)).containsEntry("unattached-disk aws_ebs_volume.data", "at most 9.52");
    assertThat(report.findings().getFirst().confidence().level()).isEqualTo(Grade.Level.LOW);
    assertThat(report.total().counted()).isEmpty();
    assertThat(report.total().unknown()).isEqualTo(1);
  }

  /** A bill of ten days is taken to a month of 30.4375. */
  @Test
  void aBillOfAFewDaysIsTakenToAMonth() {
    WasteReport report =
        new EstateOf()
            .live("AWS::EC2::Volume", "vol-0a", VOLUME.formatted("gp3", "available", "[]"))
            .billed("vol-0a", "EUC1-EBS:VolumeUsage.gp3", "3.20", "33")
            .days("2026-10-01", "2026-10-10")
            .find();
    assertThat(said(report)).containsEntry("unattached-disk vol-0a", "9.74");
    assertThat(report.findings().getFirst().saving().how()).contains("from 2026-10-01 to 2026-10-10, taken to a month of 30.4375 days");
  }

  @Test
  void aDiskMovesFromGp2ToGp3ForAFifth() {
    EstateOf estate =
        new EstateOf().live("AWS::EC2::Volume", "vol-0a", VOLUME.formatted("gp2", "in-use", "[{\"InstanceId\": \"i-1\"}]")).billed("vol-0a", "EUC1-EBS:VolumeUsage.gp2", "11.90", "100");
    assertThat(said(estate.find())).containsExactly(java.util.Map.entry("gp2-disk vol-0a", "2.38"));
  }

  /** 2000 GiB of gp2 do 6000 operations and 250 MB a second: gp3 is given both, and what they cost is taken off. */
  @Test
  void aLargeDiskKeepsItsOperationsAndItsThroughput() {
    WasteReport report =
        new EstateOf()
            .state("aws_ebs_volume.big", "{\"id\": \"vol-0b\", \"size\": 2000, \"type\": \"gp2\"}")
            .state("aws_volume_attachment.big", "{\"volume_id\": \"vol-0b\", \"instance_id\": \"i-0a\"}", "volume_id=aws_ebs_volume.big")
            .price("disk:gp2", "gib-month", "0.10")
            .price("disk:gp3", "gib-month", "0.08")
            .find();
    // 200 - 160 - 3000 x 0.005 - 125 x 0.04
    assertThat(said(report)).containsExactly(java.util.Map.entry("gp2-disk aws_ebs_volume.big", "20"));
    assertThat(report.findings().getFirst().remedy().snippet()).isEqualTo("type = \"gp3\"\niops = 6000\nthroughput = 250\n");
  }

  @Test
  void aMachineThatDoesNothingIsIdleAndThatBeatsEveryOtherFindingOnIt() {
    WasteReport report =
        machine("m4.large", "dev")
            .billed("i-0a", "EUC1-BoxUsage:m4.large", "73", "744")
            .measured("i-0a", Metric.CPU, 21, 1.2, 3)
            .measured("i-0a", Metric.NETWORK_IN, 21, 100, 120)
            .measured("i-0a", Metric.MEMORY, 21, 10, 12)
            .price("vm:m4.large:linux", "hour", "0.12")
            .price("vm:m6i.large:linux", "hour", "0.115")
            .find();
    assertThat(said(report))
        .containsEntry("idle-instance aws_instance.web", "73")
        .containsEntry("schedule aws_instance.web", "0")
        .containsEntry("old-machine-type aws_instance.web", "0");
    assertThat(report.total().counted()).containsEntry("USD", new java.math.BigDecimal("73"));
    WasteFinding old = report.findings().stream().filter(one -> one.rule().equals("old-machine-type")).findFirst().orElseThrow();
    assertThat(old.overlap()).isEqualTo("idle-instance goes first and takes it away");
    assertThat(old.saving().known()).isPresent();
  }

  @Test
  void aFewDaysOfMeasurementsMakeConfidenceLow() {
    WasteReport report =
        machine("m5.large", "production").measured("i-0a", Metric.CPU, 9, 1.2, 3).price("vm:m5.large:linux", "hour", "0.115").find();
    assertThat(said(report)).containsEntry("idle-instance aws_instance.web", "83.95");
    assertThat(report.findings().getFirst().confidence().toString()).isEqualTo("low: measured on 9 days, of at least 14 that tell");
    assertThat(report.findings().getFirst().evidence().getFirst().toString())
        .isEqualTo("cpu 1.2 (median), 3 (p95), 3 (max) percent over 9 days (CloudWatch, average)");
  }

  /** 8 processors at 20% need 2.3 of them with headroom, and 32 GiB at 30% need 12: a quarter of it would do, half does for the peak. */
  @Test
  void aMachineGetsTheCheapestSizeThatFitsWithHeadroom() {
    EstateOf estate =
        machine("m5.2xlarge", "production")
            .billed("i-0a", "EUC1-BoxUsage:m5.2xlarge", "200", "744")
            .measured("i-0a", Metric.CPU, 30, 15, 20)
            .measured("i-0a", Metric.MEMORY, 30, 28, 30)
            .measured("i-0a", Metric.NETWORK_OUT, 30, 1e6, 2e6)
            .price("vm:m5.2xlarge:linux", "hour", "0.46")
            .price("vm:m5.xlarge:linux", "hour", "0.23")
            .price("vm:m5.large:linux", "hour", "0.115")
            .price("vm:c5.large:linux", "hour", "0.097");
    WasteReport report = estate.find();
    // 2 processors of m5.large would be busier than 70%; of the bill half is saved, whatever discount there is on it.
    assertThat(said(report)).containsExactly(java.util.Map.entry("oversized-instance aws_instance.web", "100"));
    WasteFinding found = report.findings().getFirst();
    assertThat(found.title()).isEqualTo("Change web from m5.2xlarge to m5.xlarge");
    assertThat(found.confidence().toString()).isEqualTo("high: processor, memory and network are measured");
    assertThat(found.evidence()).hasSize(3);
    assertThat(found.remedy().edits()).containsExactly(Remedy.attribute(roadbed.model.Value.of("m5.xlarge"), "instance_type"));
  }

  @Test
  void withoutMemoryNothingWithLessOfItIsProposed() {
    WasteReport report = machine("m5.2xlarge", "production").measured("i-0a", Metric.CPU, 30, 15, 20).find();
    assertThat(report.findings()).isEmpty();
    assertThat(report.missing().get("oversized-instance")).containsEntry("memory is not measured, and a smaller size has less of it", 1L);
    WasteReport other =
        machine("m5.2xlarge", "production")
            .measured("i-0a", Metric.CPU, 30, 15, 20)
            .price("vm:m5.2xlarge:linux", "hour", "0.46")
            .price("vm:r5.xlarge:linux", "hour", "0.304")
            .find();
    assertThat(said(other)).containsExactly(java.util.Map.entry("oversized-instance aws_instance.web", "113.88"));
  }

  /** A machine whose credits run out is not too large, however low its average. */
  @Test
  void burstCreditsThatRunOutForbidASmallerSize() {
    EstateOf estate =
        machine("t3.large", "production").measured("i-0a", Metric.CPU, 30, 12, 14).measured("i-0a", Metric.MEMORY, 30, 10, 10).measured("i-0a", Metric.CPU_CREDITS, 30, 200, 0);
    assertThat(said(estate.find())).isEmpty();
  }

  @Test
  void aNetworkThatNeedsItsBandwidthForbidsASmallerSize() {
    EstateOf estate =
        machine("m5.2xlarge", "production")
            .measured("i-0a", Metric.CPU, 30, 15, 20)
            .measured("i-0a", Metric.MEMORY, 30, 20, 20)
            .measured("i-0a", Metric.NETWORK_OUT, 30, 2e8, 2.2e8);
    assertThat(said(estate.find())).isEmpty();
  }

  @Test
  void whatIsNotProductionRunsInWorkingHours() {
    WasteReport report = machine("m5.large", "staging").billed("i-0a", "EUC1-BoxUsage:m5.large", "84", "744").find();
    assertThat(said(report)).containsExactly(java.util.Map.entry("schedule aws_instance.web", "59"));
    WasteReport fewer = machine("m5.large", "staging").billed("i-0a", "EUC1-BoxUsage:m5.large", "84", "744").find(WasteLimits.STANDARD.withWorkingHours(84));
    assertThat(said(fewer)).containsEntry("schedule aws_instance.web", "42");
  }

  /** The bill has only 220 hours of it: somebody switches it off already. */
  @Test
  void whatIsSwitchedOffAlreadyNeedsNoSchedule() {
    assertThat(said(machine("m5.large", "staging").billed("i-0a", "EUC1-BoxUsage:m5.large", "25", "220").find())).isEmpty();
    WasteReport unknown = new EstateOf().state("aws_instance.web", "{\"id\": \"i-0a\", \"instance_type\": \"m5.large\"}").find();
    assertThat(unknown.missing().get("schedule")).containsEntry("its environment is not known", 1L);
  }

  @Test
  void theScheduleCountsOnWhatTheSmallerSizeLeaves() {
    WasteReport report =
        machine("m5.2xlarge", "dev")
            .billed("i-0a", "EUC1-BoxUsage:m5.2xlarge", "168", "744")
            .measured("i-0a", Metric.CPU, 30, 15, 20)
            .measured("i-0a", Metric.MEMORY, 30, 28, 30)
            .price("vm:m5.2xlarge:linux", "hour", "0.46")
            .price("vm:m5.xlarge:linux", "hour", "0.23")
            .find(WasteLimits.STANDARD.withWorkingHours(42));
    // 15% is work in every hour of the week, so there is nothing to switch off.
    assertThat(said(report)).containsOnlyKeys("oversized-instance aws_instance.web");
    WasteReport quiet =
        machine("m5.2xlarge", "dev")
            .billed("i-0a", "EUC1-BoxUsage:m5.2xlarge", "168", "744")
            .price("vm:m4.2xlarge:linux", "hour", "0.5")
            .price("vm:m5.2xlarge:linux", "hour", "0.46")
            .find(WasteLimits.STANDARD.withWorkingHours(42));
    assertThat(said(quiet)).containsExactly(java.util.Map.entry("schedule aws_instance.web", "126"));
  }

  @Test
  void aDatabaseToWhichNobodyConnectsIsIdle() {
    String document = "{\"identifier\": \"shop\", \"arn\": \"arn:aws:rds:eu-central-1:111122223333:db:shop\", \"instance_class\": \"db.r5.large\", \"engine\": \"postgres\", \"allocated_storage\": 100, \"storage_type\": \"gp3\", \"tags\": {\"environment\": \"production\"}}";
    WasteReport idle =
        new EstateOf()
            .state("aws_db_instance.shop", document)
            .billed("arn:aws:rds:eu-central-1:111122223333:db:shop", "EUC1-InstanceUsage:db.r5.large", "180", "744")
            .billed("arn:aws:rds:eu-central-1:111122223333:db:shop", "EUC1-RDS:GP3-Storage", "13.7", "100")
            .measured("shop", Metric.CONNECTIONS, 20, 0, 0)
            .find();
    assertThat(said(idle)).containsEntry("idle-database aws_db_instance.shop", "193.7");
    WasteReport used = new EstateOf().state("aws_db_instance.shop", document).measured("shop", Metric.CONNECTIONS, 20, 0, 1).find();
    assertThat(used.findings()).noneMatch(one -> one.rule().equals("idle-database"));
  }

  @Test
  void aGatewayWithHoursAndNoBytesIsIdleAndTheBillAloneTellsIt() {
    WasteReport report =
        new EstateOf()
            .billed("arn:aws:ec2:eu-central-1:111122223333:natgateway/nat-1", "EUC1-NatGateway-Hours", "38.69", "744")
            .billed("arn:aws:ec2:eu-central-1:111122223333:natgateway/nat-2", "EUC1-NatGateway-Hours", "38.69", "744")
            .billed("arn:aws:ec2:eu-central-1:111122223333:natgateway/nat-2", "EUC1-NatGateway-Bytes", "12", "230")
            .billed("", "EUC1-DataTransfer-Regional-Bytes", "44.10", "4410")
            .billed("", "EUC1-PublicIPv4:IdleAddress", "3.72", "744")
            .find();
    assertThat(said(report))
        .containsEntry("idle-nat arn:aws:ec2:eu-central-1:111122223333:natgateway/nat-1", "38.69")
        .containsEntry("cross-zone-transfer aws/111122223333/eu-central-1/transfer", "at most 44.1")
        .containsEntry("unattached-address aws/111122223333/eu-central-1/address", "3.72")
        .hasSize(3);
  }

  @Test
  void aNetworkWithoutAGatewayEndpointPaysForWhatGoesToBuckets() {
    EstateOf estate =
        new EstateOf()
            .state("aws_vpc.main", "{\"id\": \"vpc-1\"}")
            .state("aws_subnet.a", "{\"id\": \"subnet-1\", \"vpc_id\": \"vpc-1\"}", "vpc_id=aws_vpc.main")
            .state("aws_nat_gateway.a", "{\"id\": \"nat-1\", \"subnet_id\": \"subnet-1\"}", "subnet_id=aws_subnet.a")
            .billed("nat-1", "EUC1-NatGateway-Hours", "38.69", "744")
            .billed("nat-1", "EUC1-NatGateway-Bytes", "52", "1000");
    assertThat(said(estate.find())).containsExactly(java.util.Map.entry("nat-without-endpoint aws_nat_gateway.a", "at most 52"));
    estate
        .state("aws_vpc_endpoint.s3", "{\"vpc_id\": \"vpc-1\", \"service_name\": \"com.amazonaws.eu-central-1.s3\"}", "vpc_id=aws_vpc.main")
        .state("aws_vpc_endpoint.db", "{\"vpc_id\": \"vpc-1\", \"service_name\": \"com.amazonaws.eu-central-1.dynamodb\"}", "vpc_id=aws_vpc.main");
    assertThat(said(estate.find())).isEmpty();
  }

  @Test
  void copiesOfWhatIsGoneAndOldOnesAreDeleted() {
    WasteReport report =
        new EstateOf()
            .live("AWS::EC2::Volume", "vol-0a", VOLUME.formatted("gp3", "in-use", "[{\"InstanceId\": \"i-1\"}]"))
            .live("AWS::EC2::Snapshot", "snap-1", "{\"SnapshotId\": \"snap-1\", \"VolumeId\": \"vol-0a\", \"StartTime\": \"2026-10-20T00:00:00Z\"}")
            .live("AWS::EC2::Snapshot", "snap-2", "{\"SnapshotId\": \"snap-2\", \"VolumeId\": \"vol-gone\", \"StartTime\": \"2026-10-20T00:00:00Z\"}")
            .live("AWS::EC2::Snapshot", "snap-3", "{\"SnapshotId\": \"snap-3\", \"VolumeId\": \"vol-0a\", \"StartTime\": \"2026-01-20T00:00:00Z\"}")
            .billed("snap-2", "EUC1-EBS:SnapshotUsage", "2.5", "50")
            .find();
    assertThat(said(report)).containsEntry("old-snapshot snap-2", "2.5").containsEntry("old-snapshot snap-3", "unknown").hasSize(2);
  }

  @Test
  void bucketsWithoutALifecycleAndLogsWithoutAnEnd() {
    WasteReport report =
        new EstateOf()
            .state("aws_s3_bucket.data", "{\"bucket\": \"data\", \"id\": \"data\", \"arn\": \"arn:aws:s3:::data\"}")
            .billed("data", "EUC1-TimedStorage-ByteHrs", "100", "4000")
            .billed("data", "EUC1-Requests-Tier1", "7", "1000")
            .state("aws_cloudwatch_log_group.app", "{\"name\": \"app\", \"retention_in_days\": 0}")
            .state("aws_cloudwatch_log_group.kept", "{\"name\": \"kept\", \"retention_in_days\": 14}")
            .find();
    assertThat(said(report)).containsEntry("bucket-lifecycle aws_s3_bucket.data", "at most 45").containsEntry("log-retention aws_cloudwatch_log_group.app", "unknown").hasSize(2);
  }

  @Test
  void azureAndGoogleTellItInTheirOwnWords() {
    WasteReport report =
        new EstateOf()
            .live(
                "Microsoft.Compute/disks",
                "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/disks/old",
                "{\"id\": \"/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/disks/old\", \"name\": \"old\", \"location\": \"westeurope\", \"properties\": {\"diskState\": \"Unattached\", \"diskSizeGB\": 128}}")
            .live(
                "compute.googleapis.com/Disk",
                "//compute.googleapis.com/projects/p/zones/europe-west3-a/disks/spare",
                "{\"name\": \"spare\", \"status\": \"READY\", \"sizeGb\": \"200\", \"type\": \"pd-ssd\"}")
            .live(
                "compute.googleapis.com/Disk",
                "//compute.googleapis.com/projects/p/zones/europe-west3-a/disks/used",
                "{\"name\": \"used\", \"status\": \"READY\", \"sizeGb\": \"200\", \"users\": [\"projects/p/zones/europe-west3-a/instances/i\"]}")
            .live(
                "compute.googleapis.com/Address",
                "//compute.googleapis.com/projects/p/regions/europe-west3/addresses/spare",
                "{\"name\": \"spare\", \"status\": \"RESERVED\", \"addressType\": \"EXTERNAL\"}")
            .find();
    assertThat(report.findings()).extracting(WasteFinding::rule).containsExactlyInAnyOrder("unattached-disk", "unattached-disk", "unattached-address");
    assertThat(report.findings()).extracting(one -> one.subject().name()).containsExactlyInAnyOrder("old", "spare", "spare");
  }

  /** An export of names alone says nothing of what is attached. */
  @Test
  void anAddressOfWhichOnlyTheNameIsToldIsNotEvaluated() {
    String id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/publicIPAddresses/a";
    WasteReport names = new EstateOf().live("Microsoft.Network/publicIPAddresses", id, "{\"id\": \"" + id + "\", \"name\": \"a\"}").find();
    assertThat(names.findings()).isEmpty();
    assertThat(names.missing().get("unattached-address")).containsEntry("the inventory does not say whether anything has it", 1L);
    WasteReport whole =
        new EstateOf()
            .live("Microsoft.Network/publicIPAddresses", id, "{\"id\": \"" + id + "\", \"name\": \"a\", \"properties\": {\"publicIPAllocationMethod\": \"Static\"}}")
            .find();
    assertThat(whole.findings()).extracting(WasteFinding::rule).containsExactly("unattached-address");
  }

  /** Code, state and inventory tell of one machine: it is judged once, and its change goes into the code. */
  @Test
  void whatSeveralSourcesTellOfIsJudgedOnce() {
    WasteReport report =
        new EstateOf()
            .code("aws_ebs_volume.data", "{\"size\": 100, \"type\": \"gp2\", \"tags\": {\"Name\": \"data\"}}")
            .state("aws_ebs_volume.data", "{\"id\": \"vol-9\", \"size\": 100, \"type\": \"gp2\", \"tags\": {\"Name\": \"data\"}}")
            .price("disk:gp2", "gib-month", "0.10")
            .price("disk:gp3", "gib-month", "0.08")
            .find();
    assertThat(said(report)).containsEntry("unattached-disk aws_ebs_volume.data", "10").containsEntry("gp2-disk aws_ebs_volume.data", "0").hasSize(2);
    assertThat(report.findings().getFirst().subject().code()).isPresent();
  }

  @Test
  void findingsKeepTheirIdsAndBecomeIdeasForTheBacklog() {
    EstateOf estate = new EstateOf().live("AWS::EC2::Volume", "vol-0a", VOLUME.formatted("gp3", "available", "[]")).billed("vol-0a", "EUC1-EBS:VolumeUsage.gp3", "9.525", "100");
    List<Opportunity.Idea> ideas = estate.find().ideas(LocalDate.of(2026, 11, 1));
    assertThat(ideas).hasSize(1).isEqualTo(estate.find().ideas(LocalDate.of(2026, 11, 1)));
    assertThat(ideas.getFirst().promised()).isEqualByComparingTo("9.52");
    assertThat(ideas.getFirst().resources()).containsExactly("vol-0a");
  }

  @Test
  void theTableOfMachineTypesIsSound() {
    assertThat(MachineTypes.known().size()).isGreaterThan(900);
    assertThat(MachineTypes.known().of("m4.large").orElseThrow().successor()).isEqualTo("m6i.large");
    assertThat(MachineTypes.known().of("Standard_D2s_v3").orElseThrow().previous()).isTrue();
    assertThat(MachineTypes.known().of("n1-standard-4").orElseThrow().successor()).isEqualTo("n2-standard-4");
    assertThat(MachineTypes.known().like(MachineTypes.known().of("db.m4.large").orElseThrow())).allMatch(type -> type.name().startsWith("db."));
  }
}
