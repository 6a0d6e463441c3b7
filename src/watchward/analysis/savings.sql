-- name: by_injury
select
    injury,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
group by injury
order by injury
