-- How far the messages of each conversation came, in both directions.
--
-- A row is one conversation.
--
-- messages           messages of the agent's that any receipt names
-- delivered          of these, the messages that reached the user, the read ones among them
-- read_lower_bound   of these, the messages that were reported read
-- expired            messages that were revoked before they reached the user
-- agent_reads        messages of the user's that an agent read
-- last_time          when the last of all these reached the user, expired, or was read by an agent
--
-- It can't know how many messages were sent, only those with a receipt; nor what users who switched read receipts off
-- have read: what is delivered and not read here is not unread. Users' messages that no agent has read are not there.
SELECT
  channel,
  MAX(agent) AS agent,
  conversation,
  SUM(messages) AS messages,
  SUM(delivered) AS delivered,
  SUM(read_lower_bound) AS read_lower_bound,
  SUM(expired) AS expired,
  SUM(agent_reads) AS agent_reads,
  MAX(time) AS last_time
FROM (
  SELECT
    channel,
    agent,
    conversation,
    1 AS messages,
    CASE WHEN reached_time IS NULL THEN 0 ELSE 1 END AS delivered,
    CASE WHEN read_time IS NULL THEN 0 ELSE 1 END AS read_lower_bound,
    CASE WHEN expired_time IS NULL THEN 0 ELSE 1 END AS expired,
    0 AS agent_reads,
    COALESCE(reached_time, expired_time) AS time
  FROM `${messages}`
  UNION ALL
  SELECT channel, agent, conversation, 0, 0, 0, 0, 1, agent_read_time
  FROM `${user_messages}`
) AS events
GROUP BY channel, conversation
