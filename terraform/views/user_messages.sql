-- Each message of a user's that an agent read: when, and how long after it was sent.
--
-- A row is one message, however many agents read it and however often that was published: the earliest time stays.
-- The figures on agents are made of this; look here for one message, or for a period of your own.
--
-- agent                   as the agent backend named it; else as the conversation's receipts do
-- agent_read_time         the event's readTime; else when the event was published
-- sent_time               the event's messageTime
-- seconds_to_agent_read   where sent_time is known; 0 where the two clocks disagree
--
-- It can't know of messages that no agent has read: they are not exported. Nor does it know whether the platform was
-- told: that is in the messages' state. Times that can't be read as such count as missing.
WITH reads AS (
  SELECT
    CASE
%{ for channel, pattern in channels ~}
      WHEN REGEXP_CONTAINS(message, r'${pattern}') THEN '${channel}'
%{ endfor ~}
    END AS channel,
    agent,
    REGEXP_EXTRACT(message, r'^(.*)/messages/') AS conversation,
    message,
    -- BigQuery knows microseconds, some programs write nanoseconds.
    SAFE_CAST(REGEXP_REPLACE(readTime, r'([.]\d{6})\d+', r'\1') AS TIMESTAMP) AS read_time,
    SAFE_CAST(REGEXP_REPLACE(messageTime, r'([.]\d{6})\d+', r'\1') AS TIMESTAMP) AS sent_time,
    publish_time
  FROM `${agent_reads}`
),

facts AS (
  SELECT
    channel,
    MAX(agent) AS agent,
    conversation,
    message,
    MIN(COALESCE(read_time, publish_time)) AS agent_read_time,
    MIN(sent_time) AS sent_time
  FROM reads
  WHERE channel IS NOT NULL -- what is no message's name is a dead letter
  GROUP BY channel, conversation, message
),

receipts AS (
  SELECT conversation, MAX(agent) AS agent
  FROM `${receipts}`
  GROUP BY conversation
)

SELECT
  facts.channel,
  COALESCE(facts.agent, receipts.agent) AS agent,
  facts.conversation,
  facts.message,
  facts.agent_read_time,
  facts.sent_time,
  CASE
    WHEN facts.agent_read_time < facts.sent_time THEN 0.0
    ELSE (UNIX_MICROS(facts.agent_read_time) - UNIX_MICROS(facts.sent_time)) / 1e6
  END AS seconds_to_agent_read
FROM facts
LEFT JOIN receipts ON receipts.conversation = facts.conversation
