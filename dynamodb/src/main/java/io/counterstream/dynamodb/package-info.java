/**
 * The table on DynamoDB: item codec, conditions, requests and schema. The only place that imports
 * the AWS SDK.
 */
package io.counterstream.dynamodb;
