/** The table on DynamoDB: the only place that imports the AWS SDK. */
package io.counterstream.dynamodb;
