-- name: months
select
    month,
    provider,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
group by
    month,
    provider
order by
    month,
    provider
