-- name: weapons
select
    weapon,
    provider,
    month,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
group by
    weapon,
    provider,
    month
order by
    weapon,
    provider,
    month
