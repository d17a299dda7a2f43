package roadbed.assess.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.model.Declaration;

/** What means the same is no drift, however a side spells it, and what does not is. */
class NormalisationTest {
  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
      "aws_db_instance            | {'port':443}                                            | {'port':'443'}",
      "aws_db_instance            | {'multi_az':true}                                       | {'multi_az':'true'}",
      "aws_db_instance            | {'iops':1.0}                                            | {'iops':1}",
      "aws_db_instance            | {'multi_az':false}                                      | {}",
      "aws_db_instance            | {'kms_key_id':''}                                       | {}",
      "aws_db_instance            | {'kms_key_id':null,'allocated_storage':0}               | {}",
      "aws_db_instance            | {'vpc_security_group_ids':['a1','b2']}                  | {'vpc_security_group_ids':['b2','a1']}",
      "aws_db_instance            | {'tags':{'a':'1'}}                                      | {'tags':{'aws:cloudformation:stack-id':'y','a':'1'}}",
      "aws_db_instance            | {'tags':{'a':'1'},'tags_all':{'a':'1','env':'prod'}}    | {'tags':{'a':'1','env':'prod'}}",
      "aws_db_instance            | {'kms_key_id':'arn:aws:kms:eu-west-1:123456789012:key/1-2'} | {'kms_key_id':'1-2'}",
      "aws_db_instance            | {'kms_key_id':'1-2'}                                    | {'kms_key_id':'arn:aws:kms:eu-west-1:123456789012:key/1-2'}",
      "aws_db_instance            | {'count':2,'lifecycle':[{'prevent_destroy':true}],'skip_final_snapshot':true,'password':'p'} | {}",
      "aws_sqs_queue              | {'visibility_timeout_seconds':30}                       | {}",
      "aws_sqs_queue              | {'policy':'{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"sqs:SendMessage\\\",\\\"Principal\\\":\\\"*\\\",\\\"Resource\\\":\\\"r\\\"}]}'} | {'policy':'{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":{\\\"Sid\\\":\\\"x\\\",\\\"Resource\\\":[\\\"r\\\"],\\\"Principal\\\":{\\\"AWS\\\":[\\\"*\\\"]},\\\"Action\\\":[\\\"SQS:SendMessage\\\"],\\\"Effect\\\":\\\"Allow\\\"}}'}",
      "aws_sqs_queue              | {'policy':'{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"a:b\\\"},{\\\"Effect\\\":\\\"Deny\\\",\\\"Action\\\":\\\"c:d\\\"}]}'} | {'policy':'{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Deny\\\",\\\"Action\\\":\\\"c:d\\\"},{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":[\\\"a:b\\\"]}]}'}",
      "aws_sqs_queue              | {'policy':'{\\\"Statement\\\":[{\\\"Principal\\\":{\\\"AWS\\\":\\\"123456789012\\\"}}]}'} | {'policy':'{\\\"Statement\\\":[{\\\"Principal\\\":{\\\"AWS\\\":\\\"arn:aws:iam::123456789012:root\\\"}}]}'}",
      "aws_ecs_task_definition    | {'family':'x','container_definitions':'[{\\\"name\\\":\\\"b\\\",\\\"image\\\":\\\"i\\\"},{\\\"name\\\":\\\"a\\\",\\\"image\\\":\\\"j\\\"}]'} | {'family':'x','container_definitions':'[{\\\"name\\\":\\\"a\\\",\\\"image\\\":\\\"j\\\",\\\"mountPoints\\\":[],\\\"cpu\\\":0},{\\\"image\\\":\\\"i\\\",\\\"name\\\":\\\"b\\\"}]'}",
      "aws_route53_zone           | {'name':'example.org'}                                  | {'name':'example.org.'}",
      "aws_s3_bucket              | {'versioning':[{'enabled':true}]}                       | {'versioning':{'enabled':true,'mfa_delete':false}}",
      "aws_security_group         | {'ingress':[{'protocol':'tcp','from_port':80,'to_port':80,'cidr_blocks':['10.0.0.0/8','0.0.0.0/0']}]} | {'ingress':[{'protocol':'6','from_port':80,'to_port':80,'cidr_blocks':['0.0.0.0/0']},{'protocol':'tcp','from_port':80,'to_port':80,'cidr_blocks':['10.0.0.0/8']}]}",
      "azurerm_storage_account    | {'location':'West Europe'}                              | {'location':'westeurope'}",
      "azurerm_subnet             | {'network_security_group_id':'/subscriptions/S/resourceGroups/G/x'} | {'network_security_group_id':'/subscriptions/s/resourcegroups/g/x'}",
      "azurerm_storage_account    | {'tags':{'Env':'a'}}                                    | {'tags':{'env':'a','hidden-link:x':'y'}}",
      "google_compute_instance    | {'machine_type':'e2-small'}                             | {'machine_type':'https://www.googleapis.com/compute/v1/projects/p/zones/z/machineTypes/e2-small'}",
      "google_storage_bucket      | {'location':'us'}                                       | {'location':'US'}",
      "google_storage_bucket      | {'labels':{'a':'b'}}                                    | {'labels':{'a':'b','goog-terraform-provisioned':'true'}}",
  })
  void isTheSame(String type, String declared, String live) {
    assertThat(changed(type, declared, live)).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1} is not {2}: {3}")
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
      "aws_db_instance    | {'port':443}                           | {'port':444}                            | port",
      "aws_db_instance    | {'multi_az':true}                      | {}                                      | multi_az",
      "aws_db_instance    | {'tags':{'a':'1'}}                     | {'tags':{'a':'1','b':'2'}}              | tags.b",
      "aws_db_instance    | {'tags':{'a':'1'}}                     | {'tags':{}}                             | tags.a",
      "aws_db_instance    | {'vpc_security_group_ids':['a1']}      | {'vpc_security_group_ids':['a1','c3']}  | vpc_security_group_ids",
      "aws_db_instance    | {'vpc_security_group_ids':['a1','c3']} | {'vpc_security_group_ids':['a1']}       | vpc_security_group_ids",
      "aws_db_instance    | {'engine_version':'13.4'}              | {'engine_version':'13.40'}              | engine_version",
      "aws_db_instance    | {'character_set_name':'Utf8'}          | {'character_set_name':'utf8'}           | character_set_name",
      "aws_lb             | {'subnets':[]}                         | {'subnets':['s-1']}                     | subnets",
      "aws_sqs_queue      | {'policy':'{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\"}]}'} | {'policy':'{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Deny\\\"}]}'} | policy",
      "aws_s3_bucket      | {'versioning':[{'enabled':true}]}      | {}                                      | versioning.enabled",
      "aws_instance       | {'root_block_device':[{'encrypted':true,'volume_size':8}]} | {'root_block_device':[{'encrypted':false,'volume_size':8}]} | root_block_device.encrypted",
      "aws_instance       | {'ebs_block_device':[{'device_name':'b','volume_size':1},{'device_name':'c','volume_size':2}]} | {'ebs_block_device':[{'device_name':'c','volume_size':3},{'device_name':'b','volume_size':1}]} | ebs_block_device.c.volume_size",
      "aws_security_group | {'ingress':[]}                         | {'ingress':[{'protocol':'-1','cidr_blocks':['0.0.0.0/0']}]} | ingress.all from 0.0.0.0/0",
      "azurerm_network_security_group | {'security_rule':[{'name':'a','access':'Deny'}]} | {'security_rule':[{'name':'a','access':'Allow'}]} | security_rule.a.access",
  })
  void isAChange(String type, String declared, String live, String path) {
    assertThat(changed(type, declared, live)).isEqualTo(path);
  }

  /** The paths that change where one resource is declared so and is so. */
  private static String changed(String type, String declared, String live) {
    String id = type.startsWith("azurerm") ? "/subscriptions/s/resourceGroups/g/providers/m/t/x" : type.startsWith("google") ? "projects/p/x/x" : "x";
    String known = "'id':'" + id + "',";
    ResourceDrift one =
        new Sides()
            .add(Declaration.TERRAFORM_SOURCE, type + ".x", with(known, declared), "main.tf")
            .seen(type + ".live", with(known, live))
            .report()
            .resources()
            .getFirst();
    assertThat(one.live()).as("the live resource was found").isPresent();
    return String.join(" ", one.changes().stream().map(AttributeDrift::path).toList());
  }

  private static String with(String known, String json) {
    String fields = json.substring(1);
    return "{" + (fields.equals("}") ? known.substring(0, known.length() - 1) : known) + fields;
  }
}
