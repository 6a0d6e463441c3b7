-- name: months
select
    month,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
group by month
order by month
