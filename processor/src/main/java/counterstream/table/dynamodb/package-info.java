/** The table on DynamoDB: the only place that imports the AWS SDK. */
package counterstream.table.dynamodb;
