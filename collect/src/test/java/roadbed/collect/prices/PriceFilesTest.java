package roadbed.collect.prices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.UnitPrice;

/** Price lists as their publishers write them. */
class PriceFilesTest {
  @TempDir Path folder;

  private static String text(UnitPrice price) {
    return String.join(
        " ",
        price.provider(),
        price.region(),
        price.item(),
        price.unit(),
        price.amount().stripTrailingZeros().toPlainString(),
        price.currency());
  }

  private List<String> read(String name, String json) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
      out.write(json.getBytes(StandardCharsets.UTF_8));
    }
    return PriceFiles.read(List.of(file)).prices().stream().map(PriceFilesTest::text).toList();
  }

  @Test
  void azureSellsMachinesByTheHourAndSpotIsAnotherThing() throws IOException {
    assertThat(
            read(
                "azure.json.gz",
                """
                {"BillingCurrency": "USD", "Items": [
                  {"currencyCode": "USD", "retailPrice": 0.12, "armRegionName": "westeurope", "meterName": "D2s v3",
                   "productName": "Virtual Machines DSv3 Series", "skuName": "D2s v3", "serviceName": "Virtual Machines",
                   "unitOfMeasure": "1 Hour", "type": "Consumption", "armSkuName": "Standard_D2s_v3"},
                  {"currencyCode": "USD", "retailPrice": 0.212, "armRegionName": "westeurope", "meterName": "D2s v3",
                   "productName": "Virtual Machines DSv3 Series Windows", "skuName": "D2s v3", "serviceName": "Virtual Machines",
                   "unitOfMeasure": "1 Hour", "type": "Consumption", "armSkuName": "Standard_D2s_v3"},
                  {"currencyCode": "USD", "retailPrice": 0.02, "armRegionName": "westeurope", "meterName": "D2s v3 Spot",
                   "productName": "Virtual Machines DSv3 Series", "skuName": "D2s v3 Spot", "serviceName": "Virtual Machines",
                   "unitOfMeasure": "1 Hour", "type": "Consumption", "armSkuName": "Standard_D2s_v3"},
                  {"currencyCode": "USD", "retailPrice": 600, "armRegionName": "westeurope", "meterName": "D2s v3",
                   "productName": "Virtual Machines DSv3 Series", "skuName": "D2s v3", "serviceName": "Virtual Machines",
                   "unitOfMeasure": "1 Hour", "type": "Reservation", "armSkuName": "Standard_D2s_v3"}]}
                """))
        .containsExactly(
            "azure westeurope vm:Standard_D2s_v3:linux hour 0.12 USD", "azure westeurope vm:Standard_D2s_v3:windows hour 0.212 USD");
  }

  @Test
  void googleSellsCoresAndMemoryInEachRegion() throws IOException {
    assertThat(
            read(
                "google.json",
                """
                {"skus": [
                  {"description": "E2 Instance Core running in Frankfurt", "category": {"resourceGroup": "CPU", "usageType": "OnDemand"},
                   "serviceRegions": ["europe-west3", "europe-west4"],
                   "pricingInfo": [{"pricingExpression": {"usageUnit": "h", "tieredRates": [
                     {"startUsageAmount": 0, "unitPrice": {"currencyCode": "USD", "units": "0", "nanos": 28110000}}]}}]},
                  {"description": "Spot Preemptible E2 Instance Core running in Frankfurt", "category": {"resourceGroup": "CPU", "usageType": "Preemptible"},
                   "serviceRegions": ["europe-west3"],
                   "pricingInfo": [{"pricingExpression": {"usageUnit": "h", "tieredRates": [
                     {"startUsageAmount": 0, "unitPrice": {"currencyCode": "USD", "units": "0", "nanos": 8110000}}]}}]},
                  {"description": "Storage PD Capacity in Frankfurt", "category": {"resourceGroup": "PDStandard", "usageType": "OnDemand"},
                   "serviceRegions": ["europe-west3"],
                   "pricingInfo": [{"pricingExpression": {"usageUnit": "GiBy.mo", "tieredRates": [
                     {"startUsageAmount": 0, "unitPrice": {"currencyCode": "USD", "units": "0", "nanos": 0}},
                     {"startUsageAmount": 30, "unitPrice": {"currencyCode": "USD", "units": "0", "nanos": 48000000}}]}}]}]}
                """))
        .containsExactly(
            "gcp europe-west3 core:e2 hour 0.02811 USD",
            "gcp europe-west4 core:e2 hour 0.02811 USD",
            "gcp europe-west3 disk:pd-standard gib-month 0.048 USD");
  }

  @Test
  void whatIsNoPriceListIsSaid() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"Items\": [");
    Path other = Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");
    Path table = Files.writeString(folder.resolve("t.csv"), "provider,region,item,unit,price,currency\naws,,x,hour,-1,USD\n");
    PriceFiles.Read read = PriceFiles.read(List.of(broken, other, table));
    assertThat(read.prices()).isEmpty();
    assertThat(read.diagnostics()).extracting(one -> one.message().split(":")[0])
        .containsExactly(
            "the file is not JSON", "there are no prices here that are understood", "the line is left out");
  }
}
